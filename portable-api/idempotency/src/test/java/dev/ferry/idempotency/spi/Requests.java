package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import java.time.Duration;

/** Keys and requests to claim, by short ids. */
final class Requests {
  static final Duration LEASE = Duration.ofSeconds(30);
  static final Duration RETENTION = Duration.ofDays(30);

  private Requests() {}

  static IdempotencyKey key(String id) {
    return IdempotencyKey.of("orders", "payment", id);
  }

  static ClaimRequest of(String id) {
    return ClaimRequest.of(key(id), 0, LEASE, RETENTION);
  }
}
