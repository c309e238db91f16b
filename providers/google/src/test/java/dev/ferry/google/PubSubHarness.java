package dev.ferry.google;

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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/** Pub/Sub: the server in this JVM, or whatever answers at {@code -Dferry.google.endpoint}. */
final class PubSubHarness implements BrokerHarness {
  private final Peer peer = Peer.find();

  PubSubHarness() {
    warmUp();
  }

  /** The first message of a JVM takes a second or two, which no test should find in its leases. */
  private void warmUp() {
    try (MessagingProvider provider = open()) {
      ChannelAdmin admin = channels(provider);
      Address queue = admin.createQueue(QueueSpec.standard("warm-up-" + UUID.randomUUID()));
      try (Messaging messaging = Messaging.builder().provider(provider).build();
          Publisher publisher = messaging.publisher(queue.toString());
          Subscription subscription = messaging.subscription(queue.toString())) {
        for (int time = 0; time < 20; time++) {
          publisher.publish(Message.of("warm"));
          subscription.receive(1, patience()).forEach(Delivery::ack);
        }
        admin.delete(queue);
      }
    }
  }

  @Override
  public MessagingProvider open() {
    return peer.open();
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

  /** Leases of six ticks are longer than the shortest there is. */
  @Override
  public Duration tick() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(30);
  }

  @Override
  public Duration silence() {
    return peer.silence();
  }

  @Override
  public int fewestDeliveries() {
    return PubSubLimits.FEWEST_DELIVERIES;
  }

  @Override
  public Map<String, String> knownGaps() {
    return peer.knownGaps();
  }

  @Override
  public void close() {}
}
