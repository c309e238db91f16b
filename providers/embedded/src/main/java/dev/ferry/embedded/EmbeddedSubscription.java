package dev.ferry.embedded;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receives from one queue as one consumer. */
final class EmbeddedSubscription implements SubscriptionDriver {
  private final EmbeddedBroker broker;
  private final Queue queue;
  private final Consumer consumer;

  EmbeddedSubscription(EmbeddedBroker broker, Queue queue, Consumer consumer) {
    this.broker = broker;
    this.queue = queue;
    this.consumer = consumer;
  }

  @Override
  public Capabilities capabilities() {
    return queue.capabilities();
  }

  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    requireOpen("receive from");
    requireAtLeastOne("receive from", max);
    return queue.receive(consumer, max, wait);
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    requireOpen("settle in");
    return queue.settle(consumer, settlements);
  }

  @Override
  public PeekPage peek(@Nullable String cursor, int max) {
    requireOpen("peek at");
    requireAtLeastOne("peek at", max);
    return queue.peek(cursor, max);
  }

  @Override
  public void seek(ReplayPoint point) {
    requireOpen("seek in");
    queue.seek(point);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(broker) ? Optional.of(type.cast(broker)) : Optional.empty();
  }

  @Override
  public void close() {
    queue.close(consumer);
  }

  private void requireOpen(String operation) {
    if (consumer.closed()) {
      throw Failures.closed(operation, queue.name());
    }
  }

  private void requireAtLeastOne(String operation, int max) {
    if (max < 1) {
      throw MessagingException.invalid(
          "%s '%s': max %d; ask for at least 1".formatted(operation, queue.name(), max));
    }
  }
}
