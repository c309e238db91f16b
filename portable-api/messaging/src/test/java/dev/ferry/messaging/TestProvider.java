package dev.ferry.messaging;

import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives the drivers that a test has made, whatever the address. */
final class TestProvider implements MessagingProvider {
  private final String scheme;
  private final RecordingDriver publisher;
  private final QueueDriver subscription;
  private @Nullable RuntimeException brokenClose;
  private int closed;

  TestProvider(String scheme, Capabilities capabilities) {
    this.scheme = scheme;
    this.publisher = new RecordingDriver(capabilities);
    this.subscription = new QueueDriver(capabilities);
  }

  RecordingDriver sent() {
    return publisher;
  }

  QueueDriver queue() {
    return subscription;
  }

  void breakClose(RuntimeException failure) {
    brokenClose = failure;
  }

  int timesClosed() {
    return closed;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public Set<String> parameters() {
    return Set.of("wait");
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    return publisher;
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    return subscription;
  }

  @Override
  public Optional<ChannelAdmin> admin() {
    return Optional.empty();
  }

  @Override
  public void close() {
    closed++;
    if (brokenClose != null) {
      throw brokenClose;
    }
  }
}
