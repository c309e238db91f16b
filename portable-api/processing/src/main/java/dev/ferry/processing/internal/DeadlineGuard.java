package dev.ferry.processing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts nothing that could not end before a batch's deadline, but always its first message. */
final class DeadlineGuard {
  private final Instant deadline;
  private final Duration budget;
  private final Duration grace;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean startedTooLate;

  DeadlineGuard(Instant deadline, Duration budget, Duration grace) {
    this.deadline = deadline;
    this.budget = budget;
    this.grace = grace;
  }

  /** Whether a message of the batch may start now. */
  boolean mayStart(Instant now) {
    boolean first = started.compareAndSet(false, true);
    boolean inTime = inTime(now);
    if (first && !inTime) {
      startedTooLate = true;
    }
    return first || inTime;
  }

  /**
   * Whether one that was allowed to start may do so still, now that it is claimed. That may have
   * taken as long as an interrupted handler may take to stop, and however long where the batch had
   * no time for its first message before.
   */
  boolean mayStillStart(Instant now) {
    return startedTooLate || inTime(now.minus(grace));
  }

  private boolean inTime(Instant now) {
    return !now.plus(budget).isAfter(deadline);
  }

  Instant deadline() {
    return deadline;
  }
}
