package dev.ferry.dynamodb;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.idempotency.spi.Expected;
import dev.ferry.idempotency.spi.RecordFields;
import dev.ferry.idempotency.spi.RecordValue;
import java.time.Instant;
import java.util.List;

/** What must be in the table for a write to take effect, as comparisons. Immutable. */
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
  record Term(String name, String operator, RecordValue value) {
    static Term equal(String name, RecordValue value) {
      return new Term(name, "=", value);
    }
  }

  /** Of what a write expects. */
  static Condition of(Expected expected) {
    if (expected instanceof Expected.Absent absent) {
      return new Absent(absent.now());
    }
    return expected instanceof Expected.Owned owned
        ? owned(owned.claim(), owned.now())
        : unchanged(((Expected.Unchanged) expected).found().record());
  }

  private static Condition owned(Claimed claim, Instant now) {
    return new Present(
        List.of(
            Term.equal(RecordFields.STATE, RecordValue.of(State.RUNNING.name())),
            Term.equal(RecordFields.TOKEN, RecordValue.of(claim.token())),
            new Term(RecordFields.EXPIRES, ">", RecordValue.of(now))));
  }

  /** The record has its effect behind it. */
  static Condition completed() {
    return new Present(
        List.of(Term.equal(RecordFields.STATE, RecordValue.of(State.COMPLETED.name()))));
  }

  private static Condition unchanged(LifeRecord found) {
    return new Present(
        List.of(
            Term.equal(RecordFields.STATE, RecordValue.of(found.state().name())),
            Term.equal(RecordFields.TOKEN, RecordValue.of(found.token())),
            Term.equal(RecordFields.UNTIL, RecordValue.of(found.until())),
            Term.equal(RecordFields.EXPIRES, RecordValue.of(found.expiresAt()))));
  }
}
