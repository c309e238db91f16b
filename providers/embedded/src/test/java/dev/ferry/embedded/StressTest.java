package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.address;
import static dev.ferry.embedded.Fixture.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin.Depth;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many threads, real time: nothing lost, nothing twice while no lease runs out, order per key. */
class StressTest {
  private static final int PUBLISHERS = 4;
  private static final int CONSUMERS = 4;
  private static final int MESSAGES = 5_000;

  private final Timeline timeline = Timeline.system();
  private final EmbeddedBroker broker = EmbeddedBroker.create(timeline);
  private final EmbeddedProvider provider = EmbeddedProvider.of(broker);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @CsvSource({"false,0", "true,0", "true,8"})
  void manyThreads_ackEachMessageOnce_inTheOrderOfItsKey(boolean ordered, int partitions)
      throws Exception {
    QueueSpec spec = ordered ? QueueSpec.ordered("orders") : QueueSpec.standard("orders");
    broker
        .admin()
        .createQueue(spec.withPartitions(partitions).withAckDeadline(Duration.ofMinutes(10)));
    Map<String, List<Integer>> acked = new ConcurrentHashMap<>();
    AtomicInteger left = new AtomicInteger(PUBLISHERS * MESSAGES);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < CONSUMERS; i++) {
      all.add(threads.submit(() -> consume(acked, left)));
    }
    for (int i = 0; i < PUBLISHERS; i++) {
      String key = "key" + i;
      all.add(threads.submit(() -> publish(key)));
    }
    for (Future<?> one : all) {
      one.get(2, TimeUnit.MINUTES);
    }

    assertThat(acked).hasSize(PUBLISHERS);
    acked.forEach(
        (key, numbers) -> {
          assertThat(numbers).hasSize(MESSAGES).doesNotHaveDuplicates();
          if (ordered) {
            assertThat(numbers).isSorted();
          }
        });
    assertThat(broker.admin().depth(address("orders"))).contains(new Depth(0, 0, 0));
  }

  private void publish(String key) {
    try (PublisherDriver publisher = provider.openPublisher(address("orders"), timeline)) {
      for (int i = 0; i < MESSAGES; i++) {
        publisher.send(List.of(message(key + ":" + i, key)));
      }
    }
  }

  private void consume(Map<String, List<Integer>> acked, AtomicInteger left) {
    try (SubscriptionDriver orders = provider.openSubscription(address("orders"), timeline)) {
      while (left.get() > 0) {
        left.addAndGet(-settle(orders, orders.receive(10, Duration.ofMillis(50)), acked));
      }
    }
  }

  /**
   * Nacks every tenth message once, and what comes after it in its batch, as order asks for; acks
   * the others and says how many.
   */
  private static int settle(
      SubscriptionDriver orders, List<InboundMessage> batch, Map<String, List<Integer>> acked) {
    int done = 0;
    boolean nacked = false;
    for (InboundMessage delivery : batch) {
      int number = number(delivery);
      nacked |= number % 10 == 0 && delivery.deliveryCount() == 1;
      if (nacked) {
        settle(orders, new Settlement.Nack(delivery.receipt(), Duration.ZERO));
        continue;
      }
      // Noted before the ack: afterwards the next of the key may be noted by another thread.
      acked
          .computeIfAbsent(
              String.valueOf(delivery.orderingKey()),
              key -> Collections.synchronizedList(new ArrayList<>()))
          .add(number);
      settle(orders, new Settlement.Ack(delivery.receipt()));
      done++;
    }
    return done;
  }

  private static int number(InboundMessage delivery) {
    String id = Fixture.id(delivery);
    return Integer.parseInt(id.substring(id.indexOf(':') + 1));
  }

  private static void settle(SubscriptionDriver orders, Settlement settlement) {
    assertThat(Fixture.settle(orders, settlement)).isEmpty();
  }
}
