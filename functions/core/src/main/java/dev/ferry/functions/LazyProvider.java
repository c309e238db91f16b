package dev.ferry.functions;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A provider whose publishers are opened with the first message that they send: a cold start pays
 * for no client that most invocations do not need, such as that of the dead-letter queue. As safe
 * for use by threads as the provider is.
 */
public final class LazyProvider implements MessagingProvider {
  private final MessagingProvider provider;
  private final Function<Address, Capabilities> capabilities;
  private final ToIntFunction<Body> sizeBytes;

  /**
   * A lazy provider.
   *
   * @param provider what opens, in the end
   * @param capabilities what it will say that a destination can do
   * @param sizeBytes what it will say that a body takes on its way
   */
  public LazyProvider(
      MessagingProvider provider,
      Function<Address, Capabilities> capabilities,
      ToIntFunction<Body> sizeBytes) {
    this.provider = provider;
    this.capabilities = capabilities;
    this.sizeBytes = sizeBytes;
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
        capabilities.apply(address), sizeBytes, () -> provider.openPublisher(address, timeline));
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
