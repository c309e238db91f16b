package dev.ferry.messaging;

import java.time.Duration;

/** Capabilities of brokers that tests need. */
final class Caps {
  /** The limits of an SQS queue. */
  static final Limits SQS =
      new Limits(
          1 << 20,
          10,
          0,
          10,
          1 << 20,
          Duration.ofMinutes(15),
          Duration.ofHours(12),
          Duration.ofHours(12));

  private Caps() {}

  static Capabilities unordered() {
    return of(Capabilities.Ordering.NONE, SQS);
  }

  static Capabilities ordered() {
    return of(Capabilities.Ordering.KEY, SQS);
  }

  static Capabilities with(Limits limits) {
    return of(Capabilities.Ordering.NONE, limits);
  }

  private static Capabilities of(Capabilities.Ordering ordering, Limits limits) {
    return new Capabilities(
        ordering,
        Capabilities.RedeliveryDelay.EXACT,
        Capabilities.DeliveryCount.EXACT,
        true,
        true,
        Capabilities.Peek.NATIVE,
        true,
        true,
        true,
        Duration.ZERO,
        limits);
  }

  /** A broker that can do nothing that a broker need not. */
  static Capabilities least() {
    return new Capabilities(
        Capabilities.Ordering.NONE,
        Capabilities.RedeliveryDelay.IMMEDIATE,
        Capabilities.DeliveryCount.NONE,
        false,
        false,
        Capabilities.Peek.RECEIVE_AND_RELEASE,
        false,
        false,
        false,
        Duration.ZERO,
        SQS);
  }
}
