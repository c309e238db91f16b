package dev.ferry.embedded;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.util.Optional;
import java.util.Set;

/**
 * The provider of {@code embedded:NAME} addresses: queues and topics of an {@link EmbeddedBroker}.
 *
 * <p>An address may name its consumer, for the acknowledgement log and snapshots: {@code
 * embedded:orders?consumer=payment-1}. Safe for use by any number of threads.
 */
public final class EmbeddedProvider implements MessagingProvider {
  static final String SCHEME = "embedded";
  static final String CONSUMER = "consumer";

  private final EmbeddedBroker broker;

  /** With an empty broker of its own, which goes by the time of whoever first opens something. */
  public EmbeddedProvider() {
    this(EmbeddedBroker.builder().build());
  }

  private EmbeddedProvider(EmbeddedBroker broker) {
    this.broker = broker;
  }

  /** With a broker that somebody else keeps, such as a test. */
  public static EmbeddedProvider of(EmbeddedBroker broker) {
    return new EmbeddedProvider(broker);
  }

  /** The broker behind it. */
  public EmbeddedBroker broker() {
    return broker;
  }

  @Override
  public String scheme() {
    return SCHEME;
  }

  @Override
  public Set<String> parameters() {
    return Set.of(CONSUMER);
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    return broker.openPublisher(address.allowing(parameters()), timeline);
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    return broker.openSubscription(address.allowing(parameters()), timeline);
  }

  @Override
  public Optional<ChannelAdmin> admin() {
    return Optional.of(broker.admin());
  }

  /** Does nothing: a broker in memory holds nothing but memory. */
  @Override
  public void close() {}
}
