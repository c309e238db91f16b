package dev.ferry.processing.flow;

import java.time.Duration;
import java.time.Instant;

/**
 * Lets at most so many messages a second begin: a bucket of one second's worth, filled steadily.
 * Used by the one thread that polls.
 */
public final class RateLimiter {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private double tokens;
  private Instant filledAt;

  /**
   * A full bucket.
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
    fill(now);
    return (int) Math.min(wanted, Math.max(0, Math.floor(tokens)));
  }

  /** Counts messages that begin; more than were allowed are owed. */
  public void take(int messages) {
    tokens -= perSecond <= 0 ? 0 : messages;
  }

  /** How long until one may begin. */
  public Duration untilNext(Instant now) {
    if (perSecond <= 0) {
      return Duration.ZERO;
    }
    fill(now);
    double missing = 1 - tokens;
    return missing <= 0
        ? Duration.ZERO
        : Duration.ofNanos((long) (missing / perSecond * NANOS) + 1);
  }

  private void fill(Instant now) {
    double elapsed = Duration.between(filledAt, now).toNanos() / NANOS;
    if (elapsed > 0) {
      tokens = Math.min(Math.max(1, perSecond), tokens + elapsed * perSecond);
      filledAt = now;
    }
  }
}
