package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** The store of a handler that has none: every claim succeeds, every write is fine. */
final class NoRecord implements IdempotencyStore {
  /** Nobody looks a record up by it, so that one does for all. */
  private static final IdempotencyKey KEY = IdempotencyKey.of("", "", "");

  private static final String TOKEN = "none";

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    return requests.stream()
        .map(request -> claimed(request.round(), 1, request.retention()))
        .toList();
  }

  /** The claim of an attempt that the broker counted. */
  static Claim claimed(int round, int attempt, Duration retention) {
    return new Claimed(KEY, TOKEN, round, attempt, Instant.MAX, retention, null);
  }

  @Override
  public Written complete(Claimed claim, List<StagedMessage> outbox) {
    return Written.WRITTEN;
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    return Completion.none();
  }

  @Override
  public boolean transactional() {
    return false;
  }

  @Override
  public void outboxSent(IdempotencyKey key) {}

  @Override
  public Written release(Claimed claim, boolean attempted) {
    return Written.WRITTEN;
  }

  @Override
  public Written renew(Claimed claim, Duration lease) {
    return Written.WRITTEN;
  }

  @Override
  public Written deadLettering(Claimed claim, ShortEnvelope envelope) {
    return Written.WRITTEN;
  }

  @Override
  public void deadLettered(IdempotencyKey key, int round) {}

  @Override
  public void retryScheduled(IdempotencyKey key, int round, int attempt) {}

  @Override
  public void close() {}
}
