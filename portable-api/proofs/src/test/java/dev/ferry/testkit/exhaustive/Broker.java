package dev.ferry.testkit.exhaustive;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Opens the drivers of one exploration, so that what ships stands between them and the worker. */
final class Broker implements MessagingProvider {
  /** A standard queue: no order, no dead-lettering of its own, exact delays. */
  static final Capabilities CAPABILITIES =
      new Capabilities(
          Capabilities.Ordering.NONE,
          Capabilities.RedeliveryDelay.EXACT,
          Capabilities.DeliveryCount.EXACT,
          false,
          false,
          Capabilities.Peek.NATIVE,
          false,
          false,
          true,
          Duration.ZERO,
          new Limits(
              1 << 20,
              10,
              0,
              10,
              1 << 20,
              Duration.ofMinutes(15),
              Duration.ofHours(12),
              Duration.ofHours(12)));

  private final SubscriptionDriver queue;
  private final Map<String, PublisherDriver> senders;

  Broker(SubscriptionDriver queue, Map<String, PublisherDriver> senders) {
    this.queue = queue;
    this.senders = Map.copyOf(senders);
  }

  @Override
  public String scheme() {
    return "every";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    return Objects.requireNonNull(senders.get(address.toString()));
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    return queue;
  }

  @Override
  public Optional<ChannelAdmin> admin() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
