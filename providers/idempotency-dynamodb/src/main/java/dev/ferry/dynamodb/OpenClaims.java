package dev.ferry.dynamodb;

import dev.ferry.idempotency.Claim.Claimed;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The claims of one store object whose end has not come: so many completions may. Knows, too, which
 * of them a commit through this object has completed. Thread-safe.
 */
final class OpenClaims {
  private final ConcurrentMap<String, Open> byToken = new ConcurrentHashMap<>();

  private record Open(Instant until, boolean committed) {}

  void opened(Claimed claim) {
    byToken.put(claim.token(), new Open(claim.until(), false));
  }

  void ended(Claimed claim) {
    byToken.remove(claim.token());
  }

  void renewed(Claimed claim, Instant until) {
    byToken.computeIfPresent(claim.token(), (token, open) -> new Open(until, open.committed()));
  }

  /** A commit with the claim's completion took effect. */
  void committed(Claimed claim) {
    byToken.computeIfPresent(claim.token(), (token, open) -> new Open(open.until(), true));
  }

  /** Whether {@link #committed} was said of it, and not longer ago than its lease. */
  boolean isCommitted(Claimed claim) {
    Open open = byToken.get(claim.token());
    return open != null && open.committed();
  }

  /** How many there are; those whose lease is over were given up by their workers. */
  int count(Instant now) {
    byToken.values().removeIf(open -> !open.until().isAfter(now));
    return byToken.size();
  }
}
