package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.Claim.Claimed;
import java.time.Instant;

/** What must be in the database for a write to take effect: what it was decided upon. Immutable. */
public sealed interface Expected {
  /**
   * No record, or one that has expired. Where a request cannot say the latter, an expired record
   * counts as found.
   *
   * @param now when it was decided
   */
  record Absent(Instant now) implements Expected {}

  /**
   * The record as it was found. A database that compares fields compares state, token, lease and
   * expiry: every change that a decision looks at changes one of these.
   */
  record Unchanged(Stored found) implements Expected {}

  /**
   * The record runs under the claim's token and has not expired. A database that compares versions
   * reads instead, and tells what it found as a refusal.
   *
   * @param now when it was decided
   */
  record Owned(Claimed claim, Instant now) implements Expected {}
}
