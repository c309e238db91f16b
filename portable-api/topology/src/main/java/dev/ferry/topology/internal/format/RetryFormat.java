package dev.ferry.topology.internal.format;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.ferry.topology.Guarantee;
import dev.ferry.topology.Jitter;
import dev.ferry.topology.RedeliveryDelay;
import dev.ferry.topology.Retry;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.Section;
import java.time.Duration;

/** How failures are tried again: {@code handlers.payment.retry}. */
final class RetryFormat {

  /** The broker's own limit is at most 1000, and stays 10 above. */
  private static final int MOST_ATTEMPTS = 990;

  static final Key<Integer> ATTEMPTS =
      Key.of(
          "attempts",
          Kinds.wholeNumber(1, MOST_ATTEMPTS),
          "10",
          "How often a message is tried in all, the first time included. 10 by default: with the"
              + " other defaults up to 8 minutes, which is longer than most fail-overs and"
              + " deployments. What fails for good should not be retried but named in code. With"
              + " at-most-once it is 1.");
  static final Key<Duration> INITIAL_DELAY =
      Key.of(
          "initialDelay",
          Kinds.duration(ZERO, ofHours(12)),
          "1s",
          "The backoff after the first attempt. 1s by default: enough for a lost connection.");
  static final Key<Double> MULTIPLIER =
      Key.of(
          "multiplier",
          Kinds.number(1, 10),
          "2",
          "How much longer each backoff is than the one before. Doubling by default; 1 keeps them"
              + " equal.");
  static final Key<Duration> MAX_DELAY =
      Key.of(
          "maxDelay",
          Kinds.duration(ZERO, ofDays(7)),
          "5m",
          "The longest backoff. 5m by default: every host can keep it.");
  static final Key<Jitter> JITTER =
      Key.of(
          "jitter",
          Kinds.choice(Jitter.class),
          "full",
          "How much of a backoff is left to chance: none of it, from the half on (equal), or all."
              + " All by default, so that a failed batch does not come back as one.");
  static final Key<Integer> QUICK_RETRIES =
      Key.of(
          "quickRetries",
          Kinds.wholeNumber(0, 10),
          "0",
          "How often an attempt runs again in the same process before it counts as failed. Not at"
              + " all by default: these multiply with the attempts and with an SDK's own.");
  static final Key<Duration> QUICK_DELAY =
      Key.of(
          "quickDelay",
          Kinds.duration(ZERO, ofMinutes(1)),
          "100ms",
          "How long to wait before each quick retry, within the handler's budget.");
  static final Key<RedeliveryDelay> DELAY =
      Key.of(
          "delay",
          Kinds.choice(RedeliveryDelay.class),
          "broker",
          "Whether redeliveries keep exactly to the backoff, or as near as the broker comes. As"
              + " near as it comes by default: then every host can run the file.");
  static final Key<Duration> MAX_AGE =
      Key.optional(
          "maxAge",
          Kinds.duration(ofSeconds(1), ofDays(365)),
          "A message this old is dead-lettered instead of tried. By default nine tenths of the"
              + " queue's retention: before the broker drops it without a word.");

  static final Section SECTION =
      Section.of(
          ATTEMPTS,
          INITIAL_DELAY,
          MULTIPLIER,
          MAX_DELAY,
          JITTER,
          QUICK_RETRIES,
          QUICK_DELAY,
          DELAY,
          MAX_AGE);

  private RetryFormat() {}

  static Retry retry(Fields in, Guarantee guarantee, Duration retention) {
    boolean once = guarantee == Guarantee.AT_MOST_ONCE && !in.says(ATTEMPTS);
    return new Retry(
        once ? 1 : in.get(ATTEMPTS),
        in.get(INITIAL_DELAY),
        in.get(MULTIPLIER),
        in.get(MAX_DELAY),
        in.get(JITTER),
        in.get(QUICK_RETRIES),
        in.get(QUICK_DELAY),
        in.get(DELAY),
        in.find(MAX_AGE).orElseGet(() -> ofMillis(retention.toMillis() / 10 * 9)));
  }
}
