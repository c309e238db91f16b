package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.address;
import static dev.ferry.embedded.Fixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A consumer waits on a queue that gives nothing, another thread makes a message visible, again and
 * again. A wake-up that is lost shows as the second that a wait naps at most: if it happened in one
 * round of ten, the bound would be broken.
 */
class WakeUpStressTest {
  private static final int ROUNDS = 1_000;
  private static final Duration BOUND = Duration.ofSeconds(90);

  private final Timeline timeline = Timeline.system();
  private final EmbeddedProvider provider = EmbeddedProvider.of(EmbeddedBroker.create(timeline));
  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  @Test
  void publish_wakesTheConsumer_everyTime() throws Exception {
    SubscriptionDriver orders = open(QueueSpec.standard("orders"));
    PublisherDriver publisher = provider.openPublisher(address("orders"), timeline);
    publisher.send(List.of(message("m")));

    assertEveryRoundEndsAtOnce(
        orders,
        delivery -> {
          Fixture.ack(orders, delivery);
          publisher.send(List.of(message("m")));
        });
  }

  @Test
  void nack_wakesTheConsumer_everyTime() throws Exception {
    SubscriptionDriver orders = open(QueueSpec.standard("orders"));
    provider.openPublisher(address("orders"), timeline).send(List.of(message("m")));

    assertEveryRoundEndsAtOnce(orders, delivery -> Fixture.nack(orders, delivery, Duration.ZERO));
  }

  @Test
  void ack_wakesTheConsumerOfTheNextOfItsKey_everyTime() throws Exception {
    SubscriptionDriver orders = open(QueueSpec.ordered("orders"));
    PublisherDriver publisher = provider.openPublisher(address("orders"), timeline);
    for (int i = 0; i <= ROUNDS; i++) {
      publisher.send(List.of(message("m" + i, "key")));
    }

    assertEveryRoundEndsAtOnce(orders, delivery -> Fixture.ack(orders, delivery));
  }

  @Test
  void endOfADelay_wakesTheConsumer_everyTime() throws Exception {
    SubscriptionDriver orders = open(QueueSpec.standard("orders"));
    provider.openPublisher(address("orders"), timeline).send(List.of(message("m")));

    assertEveryRoundEndsAtOnce(
        orders, delivery -> Fixture.nack(orders, delivery, Duration.ofMillis(1)));
  }

  private SubscriptionDriver open(QueueSpec spec) {
    provider.broker().admin().createQueue(spec);
    return provider.openSubscription(address("orders"), timeline);
  }

  private void assertEveryRoundEndsAtOnce(SubscriptionDriver orders, Consumer<InboundMessage> round)
      throws Exception {
    SynchronousQueue<InboundMessage> received = new SynchronousQueue<>();
    Future<?> consumer =
        thread.submit(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                received.put(orders.receive(1, BOUND).get(0));
              }
              return null;
            });
    long start = System.nanoTime();

    for (int i = 0; i < ROUNDS; i++) {
      InboundMessage delivery = received.poll(BOUND.toSeconds(), TimeUnit.SECONDS);
      assertThat(delivery).as("round %d", i).isNotNull();
      round.accept(delivery);
    }

    consumer.cancel(true);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
  }
}
