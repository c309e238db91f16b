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
  private final Timeline.Alarm interrupt;
  private final Timeline.Alarm abandon;
  private boolean closed;
  private boolean interrupted;

  BudgetGuard(Timeline timeline, Duration budget, Duration grace, Runnable wouldNotStop) {
    this.interrupt = timeline.after(budget, this::interrupt);
    this.abandon = timeline.after(budget.plus(grace), wouldNotStop);
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
    interrupt.cancel();
    abandon.cancel();
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
    // From here on it sends none, so what is there now is the last.
    boolean unused = Thread.interrupted();
  }
}
