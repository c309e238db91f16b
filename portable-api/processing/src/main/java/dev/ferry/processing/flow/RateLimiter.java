package dev.ferry.processing.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets at most so many messages a second begin: a bucket of one second's worth, but of one message
 * at least, filled steadily. Safe for use by any number of threads.
 */
public final class RateLimiter {
  private static final double NANOS = 1e9;

  private final ReentrantLock lock = new ReentrantLock();
  private final double perSecond;
  private double tokens;
  private Instant filledAt;

  /**
   * A bucket that holds one second's worth.
   *
   * @param perSecond messages a second; 0 for no limit
   */
  public RateLimiter(double perSecond, Instant now) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
    this.filledAt = now;
  }

  /** How many of {@code wanted} may begin now. */
  public int allowed(int wanted, Instant now) {
    if (perSecond <= 0) {
      return wanted;
    }
    lock.lock();
    try {
      fill(now);
      return (int) Math.min(wanted, Math.max(0, Math.floor(tokens)));
    } finally {
      lock.unlock();
    }
  }

  /** Counts messages that begin; more than were allowed are owed. */
  public void take(int messages) {
    lock.lock();
    try {
      tokens -= perSecond <= 0 ? 0 : messages;
    } finally {
      lock.unlock();
    }
  }

  /** How long until one may begin. */
  public Duration untilNext(Instant now) {
    if (perSecond <= 0) {
      return Duration.ZERO;
    }
    lock.lock();
    try {
      fill(now);
      double missing = 1 - tokens;
      return missing <= 0
          ? Duration.ZERO
          : Duration.ofNanos((long) (missing / perSecond * NANOS) + 1);
    } finally {
      lock.unlock();
    }
  }

  /** A clock that was set back fills nothing, and is gone by from then on. */
  private void fill(Instant now) {
    double elapsed = Math.max(0, Duration.between(filledAt, now).toNanos() / NANOS);
    tokens = Math.min(Math.max(1, perSecond), tokens + elapsed * perSecond);
    filledAt = now;
  }
}
