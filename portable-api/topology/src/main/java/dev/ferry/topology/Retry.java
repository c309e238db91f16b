package dev.ferry.topology;

import java.time.Duration;

/**
 * How a failed message is tried again. Attempt {@code n} fails, then the message waits {@code
 * initialDelay x multiplier^(n-1)}, but no longer than {@code maxDelay}, less what the jitter
 * takes. Immutable.
 *
 * @param attempts how often it is tried in all, the first time included; from 1
 * @param initialDelay the backoff after the first attempt
 * @param multiplier how much longer each backoff is than the one before, from 1
 * @param maxDelay the longest backoff
 * @param jitter how much of a backoff is left to chance
 * @param quickRetries how often one attempt runs again in the same process before it counts as
 *     failed; from 0
 * @param quickDelay how long to wait before each of these
 * @param delay how closely redeliveries keep to the backoff
 * @param maxAge a message this old is dead-lettered instead of tried, before the broker drops it
 */
public record Retry(
    int attempts,
    Duration initialDelay,
    double multiplier,
    Duration maxDelay,
    Jitter jitter,
    int quickRetries,
    Duration quickDelay,
    RedeliveryDelay delay,
    Duration maxAge) {

  /** The backoff after attempt {@code attempt}, counted from 1, before jitter. */
  public Duration backoff(int attempt) {
    double millis = initialDelay.toMillis() * Math.pow(multiplier, attempt - 1);
    return millis >= maxDelay.toMillis() ? maxDelay : Duration.ofMillis((long) millis);
  }

  /** All backoffs between the first attempt and the last; jitter only makes it shorter. */
  public Duration totalBackoff() {
    Duration total = Duration.ZERO;
    for (int attempt = 1; attempt < attempts; attempt++) {
      total = total.plus(backoff(attempt));
    }
    return total;
  }
}
