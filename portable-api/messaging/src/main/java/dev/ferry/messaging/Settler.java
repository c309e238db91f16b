package dev.ferry.messaging;

import dev.ferry.messaging.MessagingListener.Verb;
import dev.ferry.messaging.internal.Outbound;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.Collections;
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
    settle(new Settlement.Ack(receipt));
  }

  void nack(Object receipt, Duration redeliverAfter) {
    settle(nacking(receipt, redeliverAfter));
  }

  Settlement nacking(Object receipt, Duration redeliverAfter) {
    Duration delay = redeliverAfter.isNegative() ? Duration.ZERO : redeliverAfter;
    Duration longest = driver.capabilities().limits().redeliveryDelay();
    return new Settlement.Nack(receipt, shorter(delay, longest));
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
    settle(new Settlement.Extend(receipt, shorter(lease, longest)));
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
        new Settlement.DeadLetter(
            receipt, reason, description, outbound.forwarded(copy).attributes()));
  }

  private void settle(Settlement settlement) {
    MessagingException failure = settle(List.of(settlement)).get(0);
    if (failure != null) {
      throw failure;
    }
  }

  /** Settles together; gives for each, in order, null or why it did not take effect. */
  List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    List<@Nullable MessagingException> answers = asked(settlements);
    for (int i = 0; i < settlements.size(); i++) {
      MessagingException failure = answers.get(i);
      if (failure == null) {
        listener.settled(channel, verb(settlements.get(i)));
      } else {
        listener.settleFailed(channel, verb(settlements.get(i)), failure.code());
      }
    }
    return answers;
  }

  private static Verb verb(Settlement settlement) {
    if (settlement instanceof Settlement.Ack) {
      return Verb.ACK;
    }
    if (settlement instanceof Settlement.Nack) {
      return Verb.NACK;
    }
    return settlement instanceof Settlement.Extend ? Verb.EXTEND : Verb.DEAD_LETTER;
  }

  private List<@Nullable MessagingException> asked(List<Settlement> settlements) {
    MessagingException nothingKnown;
    try {
      List<@Nullable MessagingException> answers = driver.settle(settlements);
      if (answers.size() == settlements.size()) {
        return answers;
      }
      String counts = answers.size() + " answers for " + settlements.size() + " settlement";
      nothingKnown = unknown(settlements, settlements.size() == 1 ? counts : counts + "s", null);
    } catch (MessagingException failed) {
      nothingKnown = failed;
    } catch (RuntimeException unmapped) {
      nothingKnown = unknown(settlements, "the provider failed; see the cause", unmapped);
    }
    return Collections.nCopies(settlements.size(), nothingKnown);
  }

  private MessagingException unknown(
      List<Settlement> settlements, String why, @Nullable Throwable cause) {
    String operation =
        settlements.size() == 1
            ? verb(settlements.get(0)).name().toLowerCase(Locale.ROOT).replace('_', '-')
                + " a message"
            : "settle messages";
    return new MessagingException(
        ErrorCode.UNKNOWN, true, operation + " of '" + channel + "': " + why, cause);
  }
}
