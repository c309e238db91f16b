package dev.ferry.functions.aws;

import dev.ferry.aws.SqsLimits;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A provider of SQS or SNS whose publishers are opened with the first message that they send: a
 * cold start pays for no client that most invocations do not need, such as that of the dead-letter
 * queue.
 */
final class LazyProvider implements MessagingProvider {
  private final MessagingProvider provider;
  private final Function<Address, Capabilities> capabilities;

  /**
   * A lazy provider.
   *
   * @param provider what opens, in the end
   * @param capabilities what it will say that a destination can do
   */
  LazyProvider(MessagingProvider provider, Function<Address, Capabilities> capabilities) {
    this.provider = provider;
    this.capabilities = capabilities;
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
    return new LazyPublisher(
        capabilities.apply(address),
        SqsLimits::sizeBytes,
        () -> provider.openPublisher(address, timeline));
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
