package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.models.SubQueue;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The provider of {@code servicebus:NAMESPACE/ENTITY} addresses.
 *
 * <pre>
 * servicebus://shop/orders   servicebus://shop/orders?sessions=true&amp;duplicates=10m
 * servicebus://shop/order-events?kind=topic   servicebus://shop/order-events/subscriptions/audit
 * servicebus://shop/orders/$deadletterqueue</pre>
 *
 * <p>The wire does not tell what an entity is, so the address does: {@code kind} is queue or topic,
 * {@code sessions} whether it has sessions, and so keeps the order of keys, {@code duplicates} how
 * long it remembers message ids.
 *
 * <p>A namespace is opened by the connection string in the variable {@code FERRY_SERVICEBUS}; else
 * by an identity, which azure-identity finds if it is on the class path. The clients of a namespace
 * share a connection. Safe for use by any number of threads.
 */
public final class ServiceBusProvider implements MessagingProvider {
  private final Function<String, ServiceBusClientBuilder> access;
  private final Supplier<Optional<ChannelAdmin>> admin;
  private final Map<String, ServiceBusClientBuilder> builders = new ConcurrentHashMap<>();

  /** By what the environment says; opens nothing yet. */
  public ServiceBusProvider() {
    this(Namespace.of(System.getenv()));
  }

  private ServiceBusProvider(Namespace namespace) {
    this(namespace::builder, namespace::admin);
  }

  private ServiceBusProvider(
      Function<String, ServiceBusClientBuilder> access, Supplier<Optional<ChannelAdmin>> admin) {
    this.access = access;
    this.admin = admin;
  }

  /** By a connection string: that of a namespace, or of an emulator, which opens any. */
  public static ServiceBusProvider of(String connectionString) {
    return new ServiceBusProvider(Namespace.of(connectionString));
  }

  /** By the connection string of an emulator that is managed at a port of its own. */
  public static ServiceBusProvider of(String connectionString, int administrationPort) {
    return new ServiceBusProvider(Namespace.of(connectionString, administrationPort));
  }

  /**
   * By a builder that somebody else keeps, for whatever namespace an address names: its clients
   * share one connection, which lasts as long as one of them is open.
   */
  public static ServiceBusProvider of(ServiceBusClientBuilder builder) {
    return new ServiceBusProvider(namespace -> builder, Optional::empty);
  }

  @Override
  public String scheme() {
    return ServiceBusAddress.SCHEME;
  }

  /** {@code kind}, {@code sessions}, {@code duplicates}. */
  @Override
  public Set<String> parameters() {
    return ServiceBusAddress.PARAMETERS;
  }

  private ServiceBusClientBuilder builder(ServiceBusAddress address) {
    return builders.computeIfAbsent(address.namespace(), access);
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    ServiceBusAddress parsed = ServiceBusAddress.ofDestination(address);
    ServiceBusClientBuilder.ServiceBusSenderClientBuilder sender = builder(parsed).sender();
    ServiceBusPublisher publisher =
        new ServiceBusPublisher(
            parsed,
            (parsed.topic() ? sender.topicName(parsed.entity()) : sender.queueName(parsed.entity()))
                .buildAsyncClient(),
            timeline);
    publisher.attach();
    return publisher;
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    ServiceBusAddress parsed = ServiceBusAddress.of(address);
    if (parsed.topic()) {
      throw MessagingException.invalid(
          "open '"
              + address
              + "': receive from a queue, or from "
              + parsed.entity()
              + "/subscriptions/NAME");
    }
    if (parsed.sessions()) {
      SessionSubscription sessions = sessions(parsed, timeline);
      return attached(sessions, sessions::attach);
    }
    QueueSubscription queue = queue(parsed, timeline);
    return attached(queue, queue::attach);
  }

  private static SubscriptionDriver attached(SubscriptionDriver driver, Runnable attach) {
    try {
      attach.run();
      return driver;
    } catch (MessagingException failed) {
      driver.close();
      throw failed;
    }
  }

  private QueueSubscription queue(ServiceBusAddress address, Timeline timeline) {
    ServiceBusClientBuilder builder = builder(address);
    ServiceBusClientBuilder.ServiceBusReceiverClientBuilder receiver =
        builder.receiver().disableAutoComplete().maxAutoLockRenewDuration(Duration.ZERO);
    String topic = address.subscribedTopic();
    if (topic == null) {
      receiver.queueName(address.entity());
    } else {
      receiver.topicName(topic).subscriptionName(address.subscription());
    }
    if (address.deadLetters()) {
      receiver.subQueue(SubQueue.DEAD_LETTER_QUEUE);
    }
    var client = receiver.buildClient();
    Copies copies =
        address.takesCopies()
            ? new Copies(
                client,
                builder.sender().queueName(address.entity()).buildClient(),
                address.deliveries(),
                timeline)
            : null;
    return new QueueSubscription(address, client, copies, new Threads(), timeline);
  }

  private SessionSubscription sessions(ServiceBusAddress address, Timeline timeline) {
    ServiceBusClientBuilder builder = builder(address);
    ServiceBusClientBuilder.ServiceBusSessionReceiverClientBuilder sessions =
        builder.sessionReceiver().disableAutoComplete().maxAutoLockRenewDuration(Duration.ZERO);
    ServiceBusClientBuilder.ServiceBusReceiverClientBuilder looks = builder.receiver();
    String topic = address.subscribedTopic();
    if (topic == null) {
      sessions.queueName(address.entity());
      looks.queueName(address.entity());
    } else {
      sessions.topicName(topic).subscriptionName(address.subscription());
      looks.topicName(topic).subscriptionName(address.subscription());
    }
    return new SessionSubscription(
        address, sessions.buildAsyncClient(), looks.buildClient(), new Threads(), timeline);
  }

  /**
   * Of the namespace that the connection string names, or the variable {@code
   * FERRY_SERVICEBUS__fullyQualifiedNamespace} where there is none; it needs the right to manage.
   */
  @Override
  public Optional<ChannelAdmin> admin() {
    return admin.get();
  }

  /** The clients of drivers are theirs; there is nothing else to close. */
  @Override
  public void close() {
    builders.clear();
  }
}
