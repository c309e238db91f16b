package dev.ferry.processing.internal;

import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Interrupts the thread that made it when its time is up, and calls for help when that does not
 * stop it. Closing it leaves no interrupt of its own behind.
 */
final class BudgetGuard implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Thread runner = Thread.currentThread();
  private final Timeline.Alarm interrupt;
  private final Timeline.Alarm abandon;
  private boolean closed;
  private boolean interrupted;

  BudgetGuard(Timeline timeline, Duration budget, Duration grace, Runnable wouldNotStop) {
    this.interrupt = timeline.after(budget, this::interrupt);
    this.abandon = timeline.after(budget.plus(grace), wouldNotStop);
  }

  /** Interrupts the runner unless it is done. */
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

  /** Whether the time was up before it was closed. */
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
    interrupt.cancel();
    abandon.cancel();
    lock.lock();
    try {
      closed = true;
      if (interrupted && Thread.interrupted()) {
        return;
      }
    } finally {
      lock.unlock();
    }
  }
}
