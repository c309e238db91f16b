package dev.ferry.messaging;

import java.time.Duration;

/**
 * What a broker can do for one destination: the differences between clouds as data, checked when a
 * client is opened, so that a gap shows at start-up and not at three in the morning.
 *
 * @param ordering whether messages of one ordering key keep their order
 * @param redeliveryDelay how exactly a nack's delay is kept
 * @param deliveryCount what the broker's delivery count says about attempts
 * @param nativeDeadLetter whether a delivery can be dead-lettered with a reason by the broker
 *     itself
 * @param maxDeliveries whether the broker dead-letters by itself after a number of deliveries
 * @param peek how messages can be looked at
 * @param replay whether a subscription can go back to a time or an offset
 * @param filters whether a subscription can filter by attributes
 * @param extend whether a lease can be made longer
 * @param deduplicationWindow how long the broker drops messages with a deduplication id it has
 *     seen; zero for never
 * @param limits the numbers
 */
public record Capabilities(
    Ordering ordering,
    RedeliveryDelay redeliveryDelay,
    DeliveryCount deliveryCount,
    boolean nativeDeadLetter,
    boolean maxDeliveries,
    Peek peek,
    boolean replay,
    boolean filters,
    boolean extend,
    Duration deduplicationWindow,
    Limits limits) {

  /** Whether order is kept. */
  public enum Ordering {
    /** No order is promised. */
    NONE,
    /** Messages of one key are delivered in the order in which they were stored. */
    KEY
  }

  /** How exactly the broker redelivers after {@code nack(delay)}. */
  public enum RedeliveryDelay {
    /** Not before the delay asked for. */
    EXACT,
    /** By a backoff that was set on the subscription; the delay asked for is ignored. */
    BROKER_POLICY,
    /** At once; the delay asked for is ignored. */
    IMMEDIATE
  }

  /** What the delivery count counts. */
  public enum DeliveryCount {
    /** Every delivery, exactly. */
    EXACT,
    /** At least the attempts: throttles, crashes and peeks count too. */
    UPPER_BOUND,
    /** The broker does not count. */
    NONE
  }

  /** How messages can be looked at. */
  public enum Peek {
    /** Without a lease and without counting. */
    NATIVE,
    /** Only by receiving and releasing them, which counts a delivery. */
    RECEIVE_AND_RELEASE
  }

  /** Whether messages of one key keep their order. */
  public boolean ordered() {
    return ordering == Ordering.KEY;
  }
}
