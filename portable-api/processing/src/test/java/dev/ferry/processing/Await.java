package dev.ferry.processing;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what other threads do, ten seconds at most. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Await() {}

  /** Until a condition holds. */
  public static void until(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        fail("waited %s for: %s", LIMIT, what);
      }
      LockSupport.parkNanos(200_000);
    }
  }

  /** Until a latch is open. */
  public static void open(CountDownLatch latch) {
    try {
      if (!latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        fail("waited %s for a latch", LIMIT);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      fail("interrupted while it waited for a latch");
    }
  }

  /**
   * Until a latch is open, by a thread that would not stop when it is interrupted.
   *
   * @return how often it was
   */
  static int stubbornly(CountDownLatch latch) {
    int interrupts = 0;
    while (latch.getCount() > 0) {
      try {
        latch.await();
      } catch (InterruptedException wouldNotStop) {
        interrupts++;
      }
    }
    return interrupts;
  }
}
