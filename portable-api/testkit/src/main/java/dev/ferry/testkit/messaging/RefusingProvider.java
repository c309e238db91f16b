package dev.ferry.testkit.messaging;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A broker that refuses some messages of a batch, as a throttled one does, and stores the rest. */
final class RefusingProvider extends PassingProvider {
  private final Predicate<OutboundMessage> refused;

  RefusingProvider(MessagingProvider provider, Predicate<OutboundMessage> refused) {
    super(provider);
    this.refused = refused;
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    return new PassingPublisher(super.openPublisher(address, timeline)) {
      @Override
      public List<SendResult> send(List<OutboundMessage> batch) {
        List<OutboundMessage> rest = batch.stream().filter(refused.negate()).toList();
        Deque<SendResult> stored = new ArrayDeque<>(rest.isEmpty() ? List.of() : super.send(rest));
        List<SendResult> results = new ArrayList<>();
        for (OutboundMessage message : batch) {
          results.add(
              refused.test(message) ? new SendResult.Refused(throttled()) : stored.remove());
        }
        return results;
      }
    };
  }

  private static MessagingException throttled() {
    return new MessagingException(ErrorCode.RESOURCE_EXHAUSTED, true, "publish: throttled");
  }
}
