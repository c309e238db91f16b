package dev.ferry.aws;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import java.util.Optional;

/** Sends to one queue. */
final class SqsPublisher implements PublisherDriver {
  private final SqsQueue queue;
  private volatile boolean closed;

  SqsPublisher(SqsQueue queue) {
    this.queue = queue;
  }

  @Override
  public Capabilities capabilities() {
    return queue.capabilities();
  }

  @Override
  public int sizeBytes(Body body) {
    return TextBody.sizeBytes(body);
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    if (closed) {
      throw MessagingException.cancelled("publish to '" + queue.name() + "': closed");
    }
    return Sending.send(
        batch, queue.name(), queue.fifo(), entries -> queue.calls().send(queue.url(), entries));
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return queue.unwrap(type);
  }

  /** Refuses what comes later; the client is the provider's. */
  @Override
  public void close() {
    closed = true;
  }
}
