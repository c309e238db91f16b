package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.Claim.Claimed;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one store object whose end has not come: so many completions may. Knows, too, which
 * of them a commit through this object has completed, and what the last write of each left, where
 * the database compares versions. Thread-safe.
 */
final class OpenClaims {
  private final ConcurrentMap<String, Open> byClaim = new ConcurrentHashMap<>();

  private record Open(Instant until, boolean committed, @Nullable Stored stored) {}

  /** A token alone is not enough: what one record shows says nothing of another's. */
  private static String id(Claimed claim) {
    return claim.key().value() + claim.token();
  }

  /**
   * A claim was granted.
   *
   * @param stored the record that it left
   */
  void opened(Claimed claim, @Nullable Stored stored) {
    byClaim.put(id(claim), new Open(claim.until(), false, versioned(stored)));
  }

  void ended(Claimed claim) {
    byClaim.remove(id(claim));
  }

  void renewed(Claimed claim, Instant until, @Nullable Stored stored) {
    byClaim.computeIfPresent(
        id(claim), (id, open) -> new Open(until, open.committed(), versioned(stored)));
  }

  /** A record without a version has lease and expiry that are guessed: the owner's guess serves. */
  private static @Nullable Stored versioned(@Nullable Stored stored) {
    return stored == null || stored.version().isEmpty() ? null : stored;
  }

  /** What the claim's last write left; null where that is not known. */
  @Nullable Stored stored(Claimed claim) {
    Open open = byClaim.get(id(claim));
    return open == null ? null : open.stored();
  }

  /** A commit with the claim's completion took effect. */
  void committed(Claimed claim) {
    byClaim.computeIfPresent(id(claim), (id, open) -> new Open(open.until(), true, open.stored()));
  }

  /** Whether {@link #committed} was said of it, and not longer ago than its lease. */
  boolean isCommitted(Claimed claim) {
    Open open = byClaim.get(id(claim));
    return open != null && open.committed();
  }

  /** How many there are; those whose lease is over were given up by their workers. */
  int count(Instant now) {
    byClaim.values().removeIf(open -> !open.until().isAfter(now));
    return byClaim.size();
  }
}
