package dev.ferry.testkit.messaging;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.util.Optional;
import java.util.Set;

/** A provider that passes everything on to another: a subclass breaks what it means to break. */
public class PassingProvider implements MessagingProvider {
  private final MessagingProvider provider;

  /** In front of {@code provider}, which is closed with it. */
  public PassingProvider(MessagingProvider provider) {
    this.provider = provider;
  }

  @Override
  public String scheme() {
    return provider.scheme();
  }

  @Override
  public Set<String> parameters() {
    return provider.parameters();
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    return provider.openPublisher(address, timeline);
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    return provider.openSubscription(address, timeline);
  }

  @Override
  public Optional<ChannelAdmin> admin() {
    return provider.admin();
  }

  @Override
  public void close() {
    provider.close();
  }
}
