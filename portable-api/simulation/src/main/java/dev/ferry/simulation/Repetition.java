package dev.ferry.simulation;

import java.time.Duration;
import java.time.Instant;

/** When a timer that has run is due again. */
@FunctionalInterface
interface Repetition {
  /** Of a timer that runs once: it is not asked. */
  Repetition NEVER =
      (lastDue, now) -> {
        throw new IllegalStateException("runs once");
      };

  /** Every period from the first due time, however long the runs take. */
  static Repetition atRate(Duration period) {
    return (lastDue, now) -> lastDue.plus(period);
  }

  /** A delay after the end of each run. */
  static Repetition withDelay(Duration delay) {
    return (lastDue, now) -> now.plus(delay);
  }

  Instant next(Instant lastDue, Instant now);
}
