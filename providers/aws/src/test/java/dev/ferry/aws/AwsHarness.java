package dev.ferry.aws;

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
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * SQS and SNS in real time: those in this JVM, or whatever answers at {@code -Dferry.aws.endpoint}.
 */
final class AwsHarness implements BrokerHarness {
  private final Endpoint endpoint = Endpoint.find();
  private final SqsConnection sqs = endpoint.connection();
  private final SnsClient sns = endpoint.snsClient();

  AwsHarness() {
    warmUp();
  }

  /** The first message of a JVM takes a second or two, which no test should find in its leases. */
  private void warmUp() {
    MessagingProvider provider = open();
    ChannelAdmin admin = channels(provider);
    Address queue = admin.createQueue(QueueSpec.standard("warm-up-" + UUID.randomUUID()));
    try (Messaging messaging = Messaging.builder().provider(provider).build();
        Publisher publisher = messaging.publisher(queue.toString());
        Subscription subscription = messaging.subscription(queue.toString())) {
      for (int time = 0; time < 20; time++) {
        publisher.publish(Message.of("warm"));
        subscription.receive(1, patience()).forEach(Delivery::ack);
      }
    }
    admin.delete(queue);
  }

  @Override
  public MessagingProvider open() {
    return SqsProvider.of(sqs.client(), sqs.calls(), sns);
  }

  @Override
  public List<MessagingProvider> openBeside() {
    return List.of(SnsProvider.of(sns));
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
    return endpoint.tick();
  }

  @Override
  public Duration patience() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Duration silence() {
    return endpoint.silence();
  }

  @Override
  public Map<String, String> knownGaps() {
    return endpoint.knownGaps();
  }

  @Override
  public void close() {
    sns.close();
    sqs.close();
  }
}
