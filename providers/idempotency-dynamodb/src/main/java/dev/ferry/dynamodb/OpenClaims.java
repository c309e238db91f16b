package dev.ferry.dynamodb;

import dev.ferry.idempotency.Claim.Claimed;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The claims of one store object whose end has not come: so many completions may. Thread-safe. */
final class OpenClaims {
  private final ConcurrentMap<String, Instant> untilByToken = new ConcurrentHashMap<>();

  void opened(Claimed claim) {
    untilByToken.put(claim.token(), claim.until());
  }

  void ended(Claimed claim) {
    untilByToken.remove(claim.token());
  }

  void renewed(Claimed claim, Instant until) {
    untilByToken.computeIfPresent(claim.token(), (token, before) -> until);
  }

  /** How many there are; those whose lease is over were given up by their workers. */
  int count(Instant now) {
    untilByToken.values().removeIf(until -> !until.isAfter(now));
    return untilByToken.size();
  }
}
