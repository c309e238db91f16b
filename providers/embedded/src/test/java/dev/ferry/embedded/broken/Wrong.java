package dev.ferry.embedded.broken;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.testkit.messaging.PassingProvider;
import dev.ferry.testkit.messaging.PassingPublisher;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Puts something wrong in front of what is right. */
final class Wrong {
  private Wrong() {}

  static MessagingProvider subscriptions(
      MessagingProvider right, BiFunction<Address, SubscriptionDriver, SubscriptionDriver> wrong) {
    return new PassingProvider(right) {
      @Override
      public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
        return wrong.apply(address, super.openSubscription(address, timeline));
      }
    };
  }

  static MessagingProvider publishers(
      MessagingProvider right, UnaryOperator<PublisherDriver> wrong) {
    return new PassingProvider(right) {
      @Override
      public PublisherDriver openPublisher(Address address, Timeline timeline) {
        return wrong.apply(super.openPublisher(address, timeline));
      }
    };
  }

  static MessagingProvider messages(MessagingProvider right, UnaryOperator<OutboundMessage> wrong) {
    return publishers(
        right,
        driver ->
            new PassingPublisher(driver) {
              @Override
              public List<SendResult> send(List<OutboundMessage> batch) {
                return super.send(batch.stream().map(wrong).toList());
              }
            });
  }

  static OutboundMessage deduplicated(OutboundMessage message, String deduplicationId) {
    return new OutboundMessage(
        message.messageId(),
        message.body(),
        message.attributes(),
        message.orderingKey(),
        deduplicationId,
        message.delay());
  }
}
