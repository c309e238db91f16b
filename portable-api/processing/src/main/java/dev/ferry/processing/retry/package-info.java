/**
 * Retry policies: pure functions from a failure and a history to an {@link
 * dev.ferry.processing.Outcome}.
 *
 * <p>{@link dev.ferry.processing.retry.FailureRules} say what a failure means, {@link
 * dev.ferry.processing.retry.Backoff} how long to wait, {@link
 * dev.ferry.processing.retry.RetryPolicy} how often to try. Quick retries inside one attempt and
 * redeliveries by the broker are separate numbers and never multiply.
 *
 * <pre>{@code
 * RetryPolicy policy = RetryPolicy.defaults()
 *     .withAttempts(10)
 *     .withBackoff(Backoff.exponential(Duration.ofSeconds(1), 2, Duration.ofMinutes(5)));
 * }</pre>
 */
@NullMarked
package dev.ferry.processing.retry;

import org.jspecify.annotations.NullMarked;
