package dev.ferry.embedded;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import java.util.Optional;

/** Sends to one channel. */
final class EmbeddedPublisher implements PublisherDriver {
  private final EmbeddedBroker broker;
  private final Channel channel;
  private volatile boolean closed;

  EmbeddedPublisher(EmbeddedBroker broker, Channel channel) {
    this.broker = broker;
    this.channel = channel;
  }

  @Override
  public Capabilities capabilities() {
    return channel.capabilities();
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    if (closed) {
      throw Failures.closed("publish to", channel.name());
    }
    List<OutboundMessage> stripped = batch.stream().map(DeadLetterMarks::strip).toList();
    EmbeddedLimits.checkBatch(channel.name(), stripped);
    return channel.publish(stripped);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(broker) ? Optional.of(type.cast(broker)) : Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }
}
