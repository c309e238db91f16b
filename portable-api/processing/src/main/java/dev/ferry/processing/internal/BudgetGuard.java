package dev.ferry.processing.internal;

import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Interrupts the thread that made it when its time is up, once, and calls for help when that does
 * not stop it. Closing it on the same thread leaves no interrupt behind, whoever sent it: it was
 * meant for what ran until then.
 */
final class BudgetGuard implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Thread runner = Thread.currentThread();
  private final Timeline timeline;
  private final Duration grace;
  private final Runnable wouldNotStop;
  private Timeline.Alarm next;
  private boolean closed;
  private boolean interrupted;

  BudgetGuard(Timeline timeline, Duration budget, Duration grace, Runnable wouldNotStop) {
    this.timeline = timeline;
    this.grace = grace;
    this.wouldNotStop = wouldNotStop;
    lock.lock();
    try {
      this.next = timeline.after(budget, this::timeIsUp);
    } finally {
      lock.unlock();
    }
  }

  private void timeIsUp() {
    lock.lock();
    try {
      if (!closed) {
        interrupt();
        next = timeline.after(grace, wouldNotStop);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Interrupts the runner unless it is done or was interrupted before. */
  void interrupt() {
    lock.lock();
    try {
      if (!closed && !interrupted) {
        interrupted = true;
        runner.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether it has interrupted the runner. */
  boolean interrupted() {
    lock.lock();
    try {
      return interrupted;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      next.cancel();
    } finally {
      lock.unlock();
    }
    // From here on it sends none, so what is there now is the last.
    boolean unused = Thread.interrupted();
  }
}
