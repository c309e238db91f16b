package dev.ferry.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;

/**
 * Time as the library sees it: a clock to read and timers to set.
 *
 * <p>Everything that waits in Ferry waits on a timeline, so that a test can hand over a clock that
 * it moves itself. Safe for use by any number of threads.
 */
public final class Timeline {
  private static final long LONGEST_NAP_SECONDS = 1;
  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final InstantSource clock;
  private final Timers timers;

  private Timeline(InstantSource clock, Timers timers) {
    this.clock = clock;
    this.timers = timers;
  }

  /**
   * A timeline of a clock and the executor that runs its timers; the caller closes the executor.
   */
  public static Timeline of(InstantSource clock, ScheduledExecutorService timers) {
    return new Timeline(
        clock,
        (nanos, task) -> {
          var future = timers.schedule(task, nanos, TimeUnit.NANOSECONDS);
          return () -> future.cancel(false);
        });
  }

  /**
   * The machine's own time, with one daemon thread for timers that starts with the first and ends
   * when there has been none for ten seconds: nobody has to close it.
   */
  public static Timeline system() {
    SystemTimers timers = new SystemTimers();
    return new Timeline(InstantSource.system(), timers::after);
  }

  /** Now. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Runs {@code task} once, {@code delay} from now, on the timer thread: it must be quick and must
   * not block. A negative delay counts as zero, one above 146 years as that.
   */
  public Alarm after(Duration delay, Runnable task) {
    Duration shorter = delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    long nanos = shorter.isNegative() ? 0 : shorter.toNanos();
    return timers.after(nanos, task);
  }

  /**
   * Waits on {@code changed} until {@code done} or until {@code limit} has passed on this timeline.
   *
   * <p>The limit is kept by a timer, not by the clock: setting the clock makes no wait longer or
   * shorter.
   *
   * @param lock held by the caller, and whenever {@code done} is asked
   * @param changed a condition of {@code lock}, signalled by whoever may have made it done
   * @param limit how long; zero or less asks {@code done} once
   * @return whether it was done in time
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  public boolean await(Lock lock, Condition changed, Duration limit, BooleanSupplier done)
      throws InterruptedException {
    if (done.getAsBoolean()) {
      return true;
    }
    if (limit.isNegative() || limit.isZero()) {
      return false;
    }
    Bell bell = new Bell(lock, changed);
    Alarm alarm = after(limit, bell);
    try {
      while (!done.getAsBoolean()) {
        if (bell.rung) {
          return false;
        }
        changed.await(LONGEST_NAP_SECONDS, TimeUnit.SECONDS);
      }
      return true;
    } finally {
      alarm.cancel();
    }
  }

  /** What runs tasks later. */
  private interface Timers {
    Alarm after(long nanos, Runnable task);
  }

  /** A timer that was set. */
  @FunctionalInterface
  public interface Alarm {
    /** Stops the timer if it has not run. */
    void cancel();
  }

  /** Tells those who wait on a condition that their time is up. */
  private static final class Bell implements Runnable {
    private final Lock lock;
    private final Condition waiting;
    private boolean rung;

    private Bell(Lock lock, Condition waiting) {
      this.lock = lock;
      this.waiting = waiting;
    }

    @Override
    public void run() {
      lock.lock();
      try {
        rung = true;
        waiting.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
