package dev.ferry.messaging;

import dev.ferry.messaging.MessagingListener.Verb;
import dev.ferry.messaging.internal.Outbound;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
    Duration delay = redeliverAfter.isNegative() ? Duration.ZERO : redeliverAfter;
    Duration longest = driver.capabilities().limits().redeliveryDelay();
    settle(Verb.NACK, new Settlement.Nack(receipt, shorter(delay, longest)));
  }

  void extend(Object receipt, Duration lease) {
    if (!driver.capabilities().extend()) {
      throw MessagingException.unsupported(
          "extend a lease of '" + channel + "': the broker's leases have a fixed length");
    }
    if (lease.isNegative() || lease.isZero()) {
      throw MessagingException.invalid(
          "extend a lease of '" + channel + "' by " + lease + ": it must be positive");
    }
    Duration longest = driver.capabilities().limits().ackDeadline();
    settle(Verb.EXTEND, new Settlement.Extend(receipt, shorter(lease, longest)));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
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
    MessagingException failure = asked(verb, settlement);
    if (failure == null) {
      listener.settled(channel, verb);
      return;
    }
    listener.settleFailed(channel, verb, failure.code());
    throw failure;
  }

  private @Nullable MessagingException asked(Verb verb, Settlement settlement) {
    try {
      List<@Nullable MessagingException> answers = driver.settle(List.of(settlement));
      return answers.size() == 1
          ? answers.get(0)
          : unknown(verb, answers.size() + " answers for 1 settlement", null);
    } catch (MessagingException nothingKnown) {
      return nothingKnown;
    } catch (RuntimeException unmapped) {
      return unknown(verb, "the provider failed; see the cause", unmapped);
    }
  }

  private MessagingException unknown(Verb verb, String why, @Nullable Throwable cause) {
    String operation = verb.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new MessagingException(
        ErrorCode.UNKNOWN, true, operation + " a message of '" + channel + "': " + why, cause);
  }
}
