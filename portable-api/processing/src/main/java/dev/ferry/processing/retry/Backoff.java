package dev.ferry.processing.retry;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: {@code initial * multiplier^(attempt - 1)}, at most
 * {@code max}, spread by jitter.
 *
 * @param initial after the first attempt
 * @param multiplier at least 1
 * @param max the longest, at most 30 days
 * @param jitter how it is spread
 */
public record Backoff(Duration initial, double multiplier, Duration max, Jitter jitter) {
  private static final Duration LONGEST = Duration.ofDays(30);

  /**
   * Checks the numbers.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is outside its range
   */
  public Backoff {
    if (initial.isNegative()
        || max.compareTo(initial) < 0
        || max.compareTo(LONGEST) > 0
        || !(multiplier >= 1 && multiplier <= 1000)) {
      throw MessagingException.invalid(
          "backoff: initial %s, multiplier %s, max %s: need 0 <= initial <= max <= 30 days, 1 <= multiplier <= 1000"
              .formatted(initial, multiplier, max));
    }
  }

  /** An exponential backoff with full jitter. */
  public static Backoff exponential(Duration initial, double multiplier, Duration max) {
    return new Backoff(initial, multiplier, max, Jitter.FULL);
  }

  /** The same delay after every attempt, without jitter. */
  public static Backoff fixed(Duration delay) {
    return new Backoff(delay, 1, delay, Jitter.NONE);
  }

  /** A copy with another jitter. */
  public Backoff withJitter(Jitter other) {
    return new Backoff(initial, multiplier, max, other);
  }

  /**
   * The longest delay after an attempt, before jitter.
   *
   * @param attempt from 1
   */
  public Duration ceiling(int attempt) {
    double nanos = initial.toNanos() * Math.pow(multiplier, attempt - 1.0);
    return nanos >= max.toNanos() ? max : Duration.ofNanos((long) nanos);
  }

  /**
   * The delay after an attempt.
   *
   * @param attempt from 1
   */
  public Duration after(int attempt, RandomGenerator random) {
    return jitter.spread(ceiling(attempt), random);
  }
}
