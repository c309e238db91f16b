package dev.ferry.messaging;

import dev.ferry.messaging.MessagingListener.Verb;
import dev.ferry.messaging.internal.Outbound;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.List;

/** Settles deliveries with the driver and tells the listener. */
final class Settler {
  private final String channel;
  private final SubscriptionDriver driver;
  private final Outbound outbound;
  private final MessagingListener listener;

  Settler(String channel, SubscriptionDriver driver, MessagingListener listener) {
    this.channel = channel;
    this.driver = driver;
    this.outbound = new Outbound(channel, driver.capabilities().limits());
    this.listener = listener;
  }

  String channel() {
    return channel;
  }

  void ack(Object receipt) {
    settle(Verb.ACK, new Settlement.Ack(receipt));
  }

  void nack(Object receipt, Duration redeliverAfter) {
    Duration longest = driver.capabilities().limits().redeliveryDelay();
    Duration delay = redeliverAfter.compareTo(longest) > 0 ? longest : redeliverAfter;
    settle(Verb.NACK, new Settlement.Nack(receipt, delay.isNegative() ? Duration.ZERO : delay));
  }

  void extend(Object receipt, Duration lease) {
    settle(Verb.EXTEND, new Settlement.Extend(receipt, lease));
  }

  void deadLetter(Object receipt, String reason, String description, Message copy) {
    if (!driver.capabilities().nativeDeadLetter()) {
      throw MessagingException.unsupported(
          "dead-letter message '"
              + copy.id()
              + "' of '"
              + channel
              + "': the broker has no such verb; send it to a dead-letter queue");
    }
    settle(
        Verb.DEAD_LETTER,
        new Settlement.DeadLetter(
            receipt, reason, description, outbound.forwarded(copy).attributes()));
  }

  private void settle(Verb verb, Settlement settlement) {
    MessagingException failure;
    try {
      failure = driver.settle(List.of(settlement)).get(0);
    } catch (MessagingException nothingKnown) {
      failure = nothingKnown;
    }
    if (failure != null) {
      MessagingException told = failure;
      tell(() -> listener.settleFailed(channel, verb, told.code()));
      throw failure;
    }
    tell(() -> listener.settled(channel, verb));
  }

  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException ignoredAsPromised) {
      return;
    }
  }
}
