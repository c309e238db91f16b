package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.LifeRecord;
import org.jspecify.annotations.Nullable;

/**
 * The record of the message, or that there is none. One object for each content, see {@link Lives},
 * so that equal lives are the same.
 */
final class Life {
  private final @Nullable LifeRecord record;

  Life(@Nullable LifeRecord record) {
    this.record = record;
  }

  @Nullable LifeRecord record() {
    return record;
  }

  /** Whose token it shows. */
  Owner owner() {
    return record == null ? Owner.NOBODY : Owner.valueOf(record.token());
  }

  /** Whether it is running, whatever its lease. */
  boolean running() {
    return in(LifeRecord.State.RUNNING);
  }

  boolean in(LifeRecord.State state) {
    return record != null && record.state() == state;
  }

  /** Whether its last lease is over. */
  boolean leaseOver() {
    return record != null && record.until().isBefore(Lives.NOW);
  }

  int round() {
    return record == null ? 0 : record.round();
  }
}
