package dev.ferry.messaging;

import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Timers of the machine's time, run by one daemon thread that starts with the first and ends when
 * there has been none for ten seconds.
 *
 * <p>Most timers are limits that nothing reaches: they are set and cancelled for every message. So
 * the thread is woken only for a timer that ends before the time at which it wakes by itself, and
 * never for one that is cancelled; and one that is cancelled only loses its task, and lies there
 * until its time has come or half of all are such.
 *
 * <p>Safe for use by any number of threads.
 */
final class SystemTimers {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int FEW = 1000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();

  /** How many of them are cancelled; also counts, until the next clearing, some that are gone. */
  private final AtomicInteger cancelled = new AtomicInteger();

  private @Nullable Thread thread;
  private long wakesAt;
  private long lastNumber;

  /** Runs {@code task} once, in so many nanoseconds. */
  Timeline.Alarm after(long nanos, Runnable task) {
    lock.lock();
    try {
      clear();
      Timer timer = new Timer(System.nanoTime() + nanos, lastNumber++, task);
      timers.add(timer);
      if (thread == null) {
        thread = new Thread(this::runThem, "ferry-timers");
        thread.setDaemon(true);
        thread.start();
      } else if (timer.at - wakesAt < 0) {
        earlier.signal();
      }
      return timer;
    } finally {
      lock.unlock();
    }
  }

  private void clear() {
    if (cancelled.get() > Math.max(FEW, timers.size() / 2)) {
      cancelled.set(0);
      timers.removeIf(Timer::over);
    }
  }

  /** How many it remembers, the cancelled ones included. */
  int size() {
    lock.lock();
    try {
      return timers.size();
    } finally {
      lock.unlock();
    }
  }

  private void runThem() {
    Timer due = next();
    while (due != null) {
      try {
        due.run();
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
      wakesAt = firstOr(idleUntil);
      while (wakesAt - System.nanoTime() > 0) {
        try {
          long unused = earlier.awaitNanos(wakesAt - System.nanoTime());
        } catch (InterruptedException ofATask) {
          // A task's interrupt is not this thread's: the other timers are still to run.
        }
        wakesAt = firstOr(idleUntil);
      }
      if (timers.isEmpty()) {
        thread = null;
      }
      return timers.poll();
    } finally {
      lock.unlock();
    }
  }

  /** When the first ends that is not cancelled; forgets those before it. */
  private long firstOr(long idleUntil) {
    Timer first = timers.peek();
    while (first != null && first.over()) {
      timers.remove();
      first = timers.peek();
    }
    return first == null ? idleUntil : first.at;
  }

  /** One timer; the number tells those of one moment apart, in the order in which they were set. */
  private final class Timer implements Comparable<Timer>, Timeline.Alarm {
    private final long at;
    private final long number;
    private final AtomicReference<@Nullable Runnable> task;

    private Timer(long at, long number, Runnable task) {
      this.at = at;
      this.number = number;
      this.task = new AtomicReference<>(task);
    }

    private boolean over() {
      return task.get() == null;
    }

    private void run() {
      Runnable wanted = task.getAndSet(null);
      if (wanted != null) {
        wanted.run();
      }
    }

    @Override
    public void cancel() {
      if (task.getAndSet(null) != null) {
        cancelled.incrementAndGet();
      }
    }

    @Override
    public int compareTo(Timer other) {
      long later = at - other.at;
      return later == 0 ? Long.compare(number, other.number) : Long.signum(later);
    }
  }
}
