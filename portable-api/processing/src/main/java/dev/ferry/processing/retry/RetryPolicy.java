package dev.ferry.processing.retry;

import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Outcome;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How often a message is tried, and how long to wait between.
 *
 * @param attempts the most runs of the handler in a round, 1 to 1000
 * @param backoff how long to wait between attempts: the broker waits, nobody holds the message
 * @param quickRetries how often one attempt runs the handler again in the process, 0 to 10, within
 *     the handler's budget; the broker knows nothing of it and no attempt is counted
 * @param quickDelay how long to wait between quick retries
 */
public record RetryPolicy(int attempts, Backoff backoff, int quickRetries, Duration quickDelay) {
  private static final RetryPolicy DEFAULTS =
      new RetryPolicy(
          10,
          Backoff.exponential(Duration.ofSeconds(1), 2, Duration.ofMinutes(5)),
          0,
          Duration.ofMillis(100));

  /**
   * Checks the numbers.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is outside its range
   */
  public RetryPolicy {
    if (attempts < 1 || attempts > 1000 || quickRetries < 0 || quickRetries > 10) {
      throw MessagingException.invalid(
          "retry policy: attempts %d (1 to 1000), quickRetries %d (0 to 10)"
              .formatted(attempts, quickRetries));
    }
    if (quickDelay.isNegative()) {
      throw MessagingException.invalid("retry policy: quickDelay is negative");
    }
  }

  /** 10 attempts, from 1 second doubling to 5 minutes with full jitter, no quick retries. */
  public static RetryPolicy defaults() {
    return DEFAULTS;
  }

  /** A copy with another number of attempts. */
  public RetryPolicy withAttempts(int count) {
    return new RetryPolicy(count, backoff, quickRetries, quickDelay);
  }

  /** A copy with another backoff. */
  public RetryPolicy withBackoff(Backoff other) {
    return new RetryPolicy(attempts, other, quickRetries, quickDelay);
  }

  /** A copy with quick retries. */
  public RetryPolicy withQuickRetries(int count, Duration delay) {
    return new RetryPolicy(attempts, backoff, count, delay);
  }

  /**
   * Decides what a failed attempt leads to. Pure but for the jitter's draw.
   *
   * @param verdict what the failure means
   * @param attempt which attempt failed, from 1
   */
  public Outcome decide(Verdict verdict, int attempt, RandomGenerator random) {
    return switch (verdict.kind()) {
      case DISCARD -> new Outcome.Discard(verdict.reason());
      case DEAD_LETTER -> new Outcome.DeadLetter(Reason.REJECTED);
      case RETRY ->
          attempt >= attempts
              ? new Outcome.DeadLetter(Reason.ATTEMPTS_EXHAUSTED)
              : new Outcome.Retry(backoff.after(attempt, random));
    };
  }
}
