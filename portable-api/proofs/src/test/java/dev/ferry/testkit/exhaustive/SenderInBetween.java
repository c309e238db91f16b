package dev.ferry.testkit.exhaustive;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Passes every call on to another sender, each send in a way of its own. */
final class SenderInBetween implements PublisherDriver {
  private final PublisherDriver sender;
  private final UnaryOperator<Sending> way;

  SenderInBetween(PublisherDriver sender, UnaryOperator<Sending> way) {
    this.sender = sender;
    this.way = way;
  }

  /** How a batch is sent. */
  @FunctionalInterface
  interface Sending {
    List<SendResult> send(List<OutboundMessage> batch);
  }

  @Override
  public Capabilities capabilities() {
    return sender.capabilities();
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    return way.apply(sender::send).send(batch);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return sender.unwrap(type);
  }

  @Override
  public void close() {
    sender.close();
  }
}
