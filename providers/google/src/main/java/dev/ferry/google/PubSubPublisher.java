package dev.ferry.google;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Sends to one topic.
 *
 * <p>Messages with ordering keys take a request each, all under way at once. A request that failed
 * leaves nothing behind: there is no key to be resumed.
 */
final class PubSubPublisher implements PublisherDriver {
  private static final Capabilities CAPABILITIES = PubSubLimits.topic();

  private final Service service;
  private final String topic;
  private volatile boolean closed;

  PubSubPublisher(Service service, String topic) {
    this.service = service;
    this.topic = topic;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public int sizeBytes(Body body) {
    return PubSubLimits.sizeBytes(body);
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    return begun(batch).await();
  }

  /** In the thread that calls: none waits for the answer. */
  @Override
  public CompletionStage<List<SendResult>> begin(List<OutboundMessage> batch, Executor executor) {
    return begun(batch).answered();
  }

  private Publishing begun(List<OutboundMessage> batch) {
    if (closed) {
      throw MessagingException.cancelled("publish to '" + topic + "': closed");
    }
    return Publishing.begun(service, topic, batch);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return service.unwrap(type);
  }

  /** Refuses what comes later; the channel is the provider's. */
  @Override
  public void close() {
    closed = true;
  }
}
