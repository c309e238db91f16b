package dev.ferry.google;

import com.google.pubsub.v1.Subscription;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import io.grpc.ManagedChannel;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The provider of {@code pubsub://PROJECT/NAME} addresses.
 *
 * <pre>
 * pubsub://shop/orders                       publishes to the topic, receives from the subscription
 * pubsub://shop/topics/orders                publishes only
 * pubsub://shop/subscriptions/orders         receives only
 * pubsub://shop/orders?pull=unary            asks for messages one request at a time
 * pubsub://shop/orders?lease=2m              other leases of a stream than the subscription's
 * pubsub://shop/orders?from=events,returns   also receives from orders.from.events, orders.from.returns
 * pubsub://shop/orders?region=europe-west1   asks the endpoint of a region</pre>
 *
 * <p>Opening a publisher asks nobody; opening a subscription looks it up, which takes the role
 * {@code pubsub.viewer} beside {@code pubsub.subscriber}.
 *
 * <p>Safe for use by any number of threads. Closing it closes the channels that it made, not one
 * that was given to it.
 */
public final class PubSubProvider implements MessagingProvider {
  private final Services services;
  private final @Nullable String project;

  /** By the environment: {@code PUBSUB_EMULATOR_HOST}, else application default credentials. */
  public PubSubProvider() {
    this(
        new Services(region -> Endpoint.open(System.getenv(), region)),
        System.getenv("GOOGLE_CLOUD_PROJECT"));
  }

  private PubSubProvider(Services services, @Nullable String project) {
    this.services = services;
    this.project = project;
  }

  /**
   * With a channel that somebody else keeps.
   *
   * @param project where {@link #admin()} makes channels
   */
  public static PubSubProvider of(ManagedChannel channel, String project) {
    Service kept = new Service(channel, null, false);
    return new PubSubProvider(new Services(region -> kept), project);
  }

  /**
   * On an emulator, or a server of one's own, without encryption and credentials.
   *
   * @param hostAndPort as {@code PUBSUB_EMULATOR_HOST} has it
   * @param project where {@link #admin()} makes channels
   */
  public static PubSubProvider emulator(String hostAndPort, String project) {
    return new PubSubProvider(new Services(region -> Endpoint.emulator(hostAndPort)), project);
  }

  @Override
  public String scheme() {
    return PubSubAddress.SCHEME;
  }

  /** {@code region}, {@code lease}, {@code from}, {@code pull}. */
  @Override
  public Set<String> parameters() {
    return PubSubAddress.PARAMETERS;
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    PubSubAddress parsed = PubSubAddress.of(address);
    return new PubSubPublisher(services.of(parsed.region()), parsed.topic());
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    PubSubAddress parsed = PubSubAddress.of(address);
    Service service = services.of(parsed.region());
    Subscription settings = Lookup.settings(service, parsed);
    return new PubSubSubscription(
        service, parsed, Lookup.sources(parsed, settings), Lookup.capabilities(settings), timeline);
  }

  /** Makes topics and subscriptions of the project, in pairs of one name. */
  @Override
  public Optional<ChannelAdmin> admin() {
    return project == null
        ? Optional.empty()
        : Optional.of(new PubSubAdmin(() -> services.of(null), project));
  }

  @Override
  public void close() {
    services.close();
  }
}
