package dev.ferry.processing.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts nothing that could not end before a batch's deadline, but always its first message. */
final class DeadlineGuard {
  private final Instant deadline;
  private final Duration budget;
  private final AtomicBoolean started = new AtomicBoolean();

  DeadlineGuard(Instant deadline, Duration budget) {
    this.deadline = deadline;
    this.budget = budget;
  }

  /** Whether a message of the batch may start now. */
  boolean mayStart(Instant now) {
    boolean first = started.compareAndSet(false, true);
    return first || !now.plus(budget).isAfter(deadline);
  }
}
