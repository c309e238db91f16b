package dev.ferry.azure;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Limits;
import java.time.Duration;

/**
 * What Service Bus can do and how much its standard tier takes.
 *
 * @see <a href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas">quotas
 *     of Service Bus</a>
 */
public final class ServiceBusLimits {
  /** A message with its properties, and a batch of them: 256 KB. */
  public static final int TIER_BYTES = 262_144;

  /**
   * What the wire adds to body and attributes: the sections of AMQP, the message id, the session,
   * the time of a scheduled copy and what it carries, and what the SDK keeps back for a batch.
   */
  public static final int RESERVED_BYTES = 8192;

  /** The largest value of one property: 32 KB. */
  static final int PROPERTY_BYTES = 32_768;

  /** All properties together: 64 KB. */
  static final int HEADER_BYTES = 65_536;

  /** The type and length of a property's name and value on the wire. */
  static final int PROPERTY_OVERHEAD_BYTES = 10;

  /** Service Bus has no limit of its own; so many fit in the header in any case. */
  static final int PROPERTIES = 100;

  /** The most messages of one batch: those that a transaction takes. */
  static final int BATCH = 100;

  /** The longest delay that Ferry asks for; Service Bus names no limit. */
  static final Duration DELAY = Duration.ofDays(7);

  /** The longest lease: the lock is renewed as long as it is asked to last. */
  static final Duration LEASE = Duration.ofHours(12);

  /** The shortest lock that an entity can be given. */
  static final Duration SHORTEST_LOCK = Duration.ofSeconds(5);

  /** The longest lock that an entity can be given. */
  static final Duration LONGEST_LOCK = Duration.ofMinutes(5);

  /** How many deliveries an entity can be told to allow. */
  static final int MOST_DELIVERIES = 2000;

  /** How many an address means that does not say it. */
  static final int DELIVERIES = 1000;

  /** The shortest duplicate window. */
  static final Duration SHORTEST_WINDOW = Duration.ofSeconds(20);

  /** The longest duplicate window. */
  static final Duration LONGEST_WINDOW = Duration.ofDays(7);

  /** The longest text of a rule's SQL filter. */
  static final int FILTER_CHARACTERS = 1024;

  private ServiceBusLimits() {}

  /**
   * What a publisher to an address can do, by what the address says; asks nobody.
   *
   * @throws dev.ferry.messaging.MessagingException INVALID_ARGUMENT for an address that is none, or
   *     to which nothing can be sent
   */
  public static Capabilities publisher(Address address) {
    ServiceBusAddress parsed = ServiceBusAddress.ofDestination(address);
    return queue(parsed.sessions(), parsed.duplicates());
  }

  /** What a queue can do, without sessions or with them. */
  public static Capabilities queue(boolean sessions, Duration duplicates) {
    return capabilities(sessions, duplicates, Capabilities.RedeliveryDelay.EXACT);
  }

  /**
   * What an entity can do that no copy can be sent to, a subscription or dead letters: a message
   * that is given back comes at once.
   */
  static Capabilities withoutCopies(boolean sessions) {
    return capabilities(sessions, Duration.ZERO, Capabilities.RedeliveryDelay.IMMEDIATE);
  }

  private static Capabilities capabilities(
      boolean sessions, Duration duplicates, Capabilities.RedeliveryDelay delay) {
    int bytes = TIER_BYTES - RESERVED_BYTES;
    return new Capabilities(
        sessions ? Capabilities.Ordering.KEY : Capabilities.Ordering.NONE,
        delay,
        Capabilities.DeliveryCount.UPPER_BOUND,
        true,
        true,
        Capabilities.Peek.NATIVE,
        false,
        true,
        true,
        duplicates,
        new Limits(
            bytes,
            PROPERTIES,
            PROPERTY_BYTES,
            PROPERTY_OVERHEAD_BYTES,
            BATCH,
            bytes,
            DELAY,
            DELAY,
            LEASE));
  }
}
