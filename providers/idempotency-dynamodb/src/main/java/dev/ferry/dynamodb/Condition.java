package dev.ferry.dynamodb;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRecord.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What must be in the table for a write to take effect: what it was decided upon. Immutable. */
sealed interface Condition {
  /**
   * No record, or one that has expired. Where a request cannot say the latter, an expired record
   * counts as found.
   *
   * @param now when it was decided
   */
  record Absent(Instant now) implements Condition {}

  /** A record of which all of this holds. */
  record Present(List<Term> terms) implements Condition {
    /** Copies the terms. */
    public Present {
      terms = List.copyOf(terms);
    }
  }

  /**
   * One comparison of an attribute.
   *
   * @param name of the attribute
   * @param operator {@code =} or {@code >}
   * @param value what it is compared with
   */
  record Term(String name, String operator, Value value) {
    static Term equal(String name, Value value) {
      return new Term(name, "=", value);
    }
  }

  /** The record runs under the claim's token and has not expired. */
  static Condition owned(Claimed claim, Instant now) {
    return new Present(
        List.of(
            Term.equal(RecordItem.STATE, Value.of(State.RUNNING.name())),
            Term.equal(RecordItem.TOKEN, Value.of(claim.token())),
            new Term(RecordItem.EXPIRES, ">", Decimals.of(now))));
  }

  /** The record has its effect behind it. */
  static Condition completed() {
    return new Present(List.of(Term.equal(RecordItem.STATE, Value.of(State.COMPLETED.name()))));
  }

  /** The record is as it was found: every change that a decision looks at changes one of these. */
  static Condition unchanged(@Nullable LifeRecord found, Instant now) {
    if (found == null) {
      return new Absent(now);
    }
    return new Present(
        List.of(
            Term.equal(RecordItem.STATE, Value.of(found.state().name())),
            Term.equal(RecordItem.TOKEN, Value.of(found.token())),
            Term.equal(RecordItem.UNTIL, Decimals.of(found.until())),
            Term.equal(RecordItem.EXPIRES, Decimals.of(found.expiresAt()))));
  }
}
