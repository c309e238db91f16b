package dev.ferry.messaging;

import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Timers of the machine's time, run by one daemon thread that starts with the first and ends when
 * there has been none for ten seconds.
 *
 * <p>Most timers are limits that nothing reaches: they are set and cancelled for every message. So
 * the thread is woken only for a timer that ends before the time at which it wakes by itself, and
 * never for one that is cancelled.
 *
 * <p>Safe for use by any number of threads.
 */
final class SystemTimers {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final TreeSet<Timer> timers = new TreeSet<>();
  private @Nullable Thread thread;
  private long wakesAt;
  private long lastNumber;

  /** One timer; the number tells those of one moment apart, in the order in which they were set. */
  private record Timer(long at, long number, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      long later = at - other.at;
      return later == 0 ? Long.compare(number, other.number) : Long.signum(later);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Timer timer && number == timer.number;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(number);
    }
  }

  /** Runs {@code task} once, in so many nanoseconds. */
  Timeline.Alarm after(long nanos, Runnable task) {
    lock.lock();
    try {
      Timer timer = new Timer(System.nanoTime() + nanos, lastNumber++, task);
      timers.add(timer);
      if (thread == null) {
        thread = new Thread(this::runThem, "ferry-timers");
        thread.setDaemon(true);
        thread.start();
      } else if (timer.at - wakesAt < 0) {
        earlier.signal();
      }
      return () -> cancel(timer);
    } finally {
      lock.unlock();
    }
  }

  private void cancel(Timer timer) {
    lock.lock();
    try {
      timers.remove(timer);
    } finally {
      lock.unlock();
    }
  }

  private void runThem() {
    Timer due = next();
    while (due != null) {
      try {
        due.task.run();
      } catch (RuntimeException | Error failed) {
        Thread.currentThread()
            .getUncaughtExceptionHandler()
            .uncaughtException(Thread.currentThread(), failed);
      }
      due = next();
    }
  }

  /**
   * Waits for the next that is due; null when there has been none for long, and the thread ends.
   */
  private @Nullable Timer next() {
    lock.lock();
    try {
      long idleUntil = System.nanoTime() + IDLE_NANOS;
      wakesAt = timers.isEmpty() ? idleUntil : timers.first().at;
      while (wakesAt - System.nanoTime() > 0) {
        try {
          long unused = earlier.awaitNanos(wakesAt - System.nanoTime());
        } catch (InterruptedException ofATask) {
          // A task's interrupt is not this thread's: the other timers are still to run.
        }
        wakesAt = timers.isEmpty() ? idleUntil : timers.first().at;
      }
      if (timers.isEmpty()) {
        thread = null;
      }
      return timers.pollFirst();
    } finally {
      lock.unlock();
    }
  }
}
