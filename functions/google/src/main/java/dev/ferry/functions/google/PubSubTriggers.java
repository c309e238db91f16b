package dev.ferry.functions.google;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Limits;
import java.time.Duration;

/**
 * What the two ways from a topic of Pub/Sub to a function can do.
 *
 * @see <a href="https://cloud.google.com/pubsub/quotas">quotas and limits</a>
 */
final class PubSubTriggers {
  /** The longest backoff of a subscription, and the longest time that a push may take. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final int MESSAGE_BYTES = 10_000_000;
  private static final int ATTRIBUTES = 100;
  private static final int ATTRIBUTE_VALUE_BYTES = 1024;

  private PubSubTriggers() {}

  /**
   * A push subscription of the function's own. It counts deliveries where it has a dead-letter
   * policy, roughly.
   */
  static Capabilities push() {
    return capabilities(Capabilities.DeliveryCount.UPPER_BOUND, true, LONGEST);
  }

  /** An event trigger, whose subscription is the platform's: it counts nothing that it says. */
  static Capabilities event() {
    return capabilities(Capabilities.DeliveryCount.NONE, false, Duration.ZERO);
  }

  private static Capabilities capabilities(
      Capabilities.DeliveryCount count, boolean deadLetters, Duration lease) {
    return new Capabilities(
        Capabilities.Ordering.NONE,
        Capabilities.RedeliveryDelay.BROKER_POLICY,
        count,
        false,
        deadLetters,
        Capabilities.Peek.RECEIVE_AND_RELEASE,
        false,
        true,
        false,
        Duration.ZERO,
        new Limits(
            MESSAGE_BYTES,
            ATTRIBUTES,
            ATTRIBUTE_VALUE_BYTES,
            0,
            1,
            MESSAGE_BYTES,
            Duration.ZERO,
            LONGEST,
            lease));
  }
}
