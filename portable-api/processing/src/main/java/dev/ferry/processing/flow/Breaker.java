package dev.ferry.processing.flow;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Slows polling while everything fails, so that an outage does not burn every message's attempts at
 * full speed. After {@code threshold} failures without a success in between, each poll waits twice
 * as long as the one before, and takes one message; the first success ends it. Safe for use by any
 * number of threads.
 */
public final class Breaker {
  private final ReentrantLock lock = new ReentrantLock();
  private final int threshold;
  private final Duration first;
  private final Duration longest;
  private int failures;
  private int polls;

  /**
   * A closed breaker.
   *
   * @param threshold failures in a row that open it; 0 for never
   * @param first the first wait between polls
   * @param longest the longest
   */
  public Breaker(int threshold, Duration first, Duration longest) {
    this.threshold = threshold;
    this.first = first;
    this.longest = longest;
  }

  /** Something succeeded. */
  public void succeeded() {
    lock.lock();
    try {
      failures = 0;
      polls = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Something failed in a way that says something about more than this message. */
  public void failed() {
    lock.lock();
    try {
      failures = Math.min(failures + 1, threshold);
    } finally {
      lock.unlock();
    }
  }

  /** Whether polling is slowed. */
  public boolean open() {
    lock.lock();
    try {
      return threshold > 0 && failures >= threshold;
    } finally {
      lock.unlock();
    }
  }

  /** How long to wait before the next poll; zero while it is closed. Counts the poll. */
  public Duration nextWait() {
    lock.lock();
    try {
      if (threshold <= 0 || failures < threshold) {
        return Duration.ZERO;
      }
      Duration wait = first.multipliedBy(1L << Math.min(polls, 30));
      polls++;
      return wait.compareTo(longest) > 0 ? longest : wait;
    } finally {
      lock.unlock();
    }
  }
}
