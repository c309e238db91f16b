package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.testkit.messaging.BrokerHarness;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Service Bus in real time: that in this JVM, or whatever {@code -Dferry.azure.connection} opens,
 * with {@code -Dferry.azure.tick=10} for a network that takes its time.
 */
final class AzureHarness implements BrokerHarness {
  private final Endpoint endpoint = Endpoint.find();
  private final Duration tick;
  private final ServiceBusClientBuilder clients =
      new ServiceBusClientBuilder().connectionString(endpoint.connection());

  /**
   * Warmed up.
   *
   * @param seconds its tick, unless another is asked for
   */
  AzureHarness(int seconds) {
    tick = Duration.ofSeconds(Long.getLong("ferry.azure.tick", seconds));
    warmUp();
  }

  /** The first message of a JVM takes some seconds, which no test should find in its leases. */
  private void warmUp() {
    MessagingProvider provider = open();
    for (QueueSpec spec :
        List.of(
            QueueSpec.standard("warm-" + UUID.randomUUID()),
            QueueSpec.ordered("warm-" + UUID.randomUUID()))) {
      Address queue = endpoint.admin().createQueue(spec);
      try (Messaging messaging = Messaging.builder().provider(provider).build();
          Publisher publisher = messaging.publisher(queue.toString());
          Subscription subscription = messaging.subscription(queue.toString())) {
        for (int time = 0; time < 10; time++) {
          publisher.publish(Message.of("warm"));
          subscription.receive(1, patience()).forEach(Delivery::ack);
        }
      }
      endpoint.admin().delete(queue);
    }
  }

  @Override
  public MessagingProvider open() {
    return ServiceBusProvider.of(clients);
  }

  @Override
  public ChannelAdmin channels(MessagingProvider opened) {
    return endpoint.admin();
  }

  @Override
  public Timeline timeline() {
    return Timeline.system();
  }

  @Override
  public void advance(Duration span) {
    long end = System.nanoTime() + span.toNanos();
    for (long left = span.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public Duration tick() {
    return tick;
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(20);
  }

  /** An answer has to come through the wire to be believed. */
  @Override
  public Duration silence() {
    return tick.dividedBy(3);
  }

  @Override
  public void close() {}
}
