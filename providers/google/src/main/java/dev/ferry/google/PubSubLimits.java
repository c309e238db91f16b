package dev.ferry.google;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Limits;
import java.time.Duration;

/**
 * What Pub/Sub can do and how much it takes.
 *
 * @see <a href="https://cloud.google.com/pubsub/quotas#resource_limits">resource limits</a>
 */
public final class PubSubLimits {
  /** A message, and a request of many, with everything that is in it. */
  static final int REQUEST_BYTES = 10_000_000;

  /** The messages of one request, and as many as one receive gives at most. */
  static final int BATCH = 1000;

  static final int ATTRIBUTES = 100;
  static final int ATTRIBUTE_KEY_BYTES = 256;
  static final int ATTRIBUTE_VALUE_BYTES = 1024;
  static final int ORDERING_KEY_BYTES = 1024;

  /** Tags and lengths of an attribute: at most 9 in a message; the rest is for the request. */
  private static final int ATTRIBUTE_OVERHEAD_BYTES = 20;

  /** Topic, ordering key, tags and lengths of a request of one message. */
  private static final int REQUEST_OVERHEAD_BYTES = 1500;

  /**
   * The longest lease that one request gives, and so the longest delay of a nack.
   *
   * @see <a
   *     href="https://cloud.google.com/pubsub/docs/reference/rpc/google.pubsub.v1#modifyackdeadlinerequest">ModifyAckDeadlineRequest</a>
   */
  static final Duration LEASE = Duration.ofMinutes(10);

  static final Duration SHORTEST_LEASE = Duration.ofSeconds(10);
  static final Duration SHORTEST_RETENTION = Duration.ofMinutes(10);
  static final Duration LONGEST_RETENTION = Duration.ofDays(31);

  /** How often Pub/Sub is told to deliver before it dead-letters. */
  static final int FEWEST_DELIVERIES = 5;

  static final int MOST_DELIVERIES = 100;

  /** A filter's text. */
  static final int FILTER_BYTES = 256;

  private PubSubLimits() {}

  /**
   * What a publisher can rely on. A topic itself does not know whether a subscription keeps the
   * order of keys; publishing keeps it in any case.
   */
  public static Capabilities topic() {
    return capabilities(true, Capabilities.DeliveryCount.NONE, false);
  }

  /**
   * What a subscription that is pulled from can do.
   *
   * @param ordered whether it keeps the order of keys
   * @param deadLetters whether it has a dead-letter policy: only then Pub/Sub counts deliveries
   * @param replay whether it keeps what was acked
   */
  public static Capabilities subscription(boolean ordered, boolean deadLetters, boolean replay) {
    return capabilities(
        ordered,
        deadLetters ? Capabilities.DeliveryCount.UPPER_BOUND : Capabilities.DeliveryCount.NONE,
        replay);
  }

  /** How many bytes a body takes, with the request around it. */
  public static int sizeBytes(Body body) {
    return body.sizeBytes() + REQUEST_OVERHEAD_BYTES;
  }

  private static Capabilities capabilities(
      boolean ordered, Capabilities.DeliveryCount count, boolean replay) {
    return new Capabilities(
        ordered ? Capabilities.Ordering.KEY : Capabilities.Ordering.NONE,
        Capabilities.RedeliveryDelay.EXACT,
        count,
        false,
        true,
        Capabilities.Peek.RECEIVE_AND_RELEASE,
        replay,
        true,
        true,
        Duration.ZERO,
        new Limits(
            REQUEST_BYTES,
            ATTRIBUTES,
            ATTRIBUTE_VALUE_BYTES,
            ATTRIBUTE_OVERHEAD_BYTES,
            BATCH,
            REQUEST_BYTES,
            Duration.ZERO,
            LEASE,
            LEASE));
  }
}
