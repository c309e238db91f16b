package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Publishers and consumers side by side. */
@Feature("Concurrent publishers and consumers")
interface ConcurrencyTests extends BrokerTests {
  /** Publishers, and as many consumers. */
  int SIDES = 4;

  /** What each publisher sends. */
  int EACH = 50;

  @Test
  default void everyMessage_isReceivedOnce_whenNoLeaseEnds() throws InterruptedException {
    Address queue = scene().queue();
    Queue<String> received = new ConcurrentLinkedQueue<>();

    publishWhileReceiving(queue, delivery -> received.add(Scene.text(delivery)));

    assertThat(received)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, SIDES)
                .boxed()
                .flatMap(side -> IntStream.range(0, EACH).mapToObj(number -> text(side, number)))
                .toList());
    scene().assertEmpty(scene().subscription(queue));
  }

  @Test
  @Feature("Order of a key, under failure")
  default void messagesOfAKey_comeInOrder_toWhicheverConsumer() throws InterruptedException {
    Address queue = scene().orderedQueue();
    Map<String, Queue<String>> received = new ConcurrentHashMap<>();

    publishWhileReceiving(
        queue,
        delivery ->
            received
                .computeIfAbsent(
                    String.valueOf(delivery.message().orderingKey()),
                    key -> new ConcurrentLinkedQueue<>())
                .add(Scene.text(delivery)));

    assertThat(received).hasSize(SIDES);
    received.values().forEach(texts -> assertThat(List.copyOf(texts)).hasSize(EACH).isSorted());
  }

  private static String text(int side, int number) {
    return "key-" + side + "-" + (1000 + number);
  }

  /** Consumers handle and then ack, until everything that was published is acked. */
  private void publishWhileReceiving(Address queue, Consumer<Delivery> handler)
      throws InterruptedException {
    CountDownLatch left = new CountDownLatch(SIDES * EACH);
    AtomicBoolean over = new AtomicBoolean();
    Duration wait = Duration.ofSeconds(1).plus(scene().harness().patience());
    List<Subscription> subscriptions =
        IntStream.range(0, SIDES).mapToObj(side -> scene().subscription(queue)).toList();
    List<Publisher> publishers =
        IntStream.range(0, SIDES).mapToObj(side -> scene().publisher(queue)).toList();
    try (Sides sides = new Sides()) {
      for (Subscription subscription : subscriptions) {
        sides.start(
            () -> {
              while (!over.get()) {
                for (Delivery delivery : subscription.receive(5, wait)) {
                  handler.accept(delivery);
                  delivery.ack();
                  left.countDown();
                }
              }
            });
      }
      for (int side = 0; side < SIDES; side++) {
        int key = side;
        sides.start(() -> publishAll(publishers.get(key), key));
      }
      boolean all = left.await(1, TimeUnit.MINUTES);
      over.set(true);
      subscriptions.forEach(Subscription::close);
      assertThat(all).as("%d messages are still to come", left.getCount()).isTrue();
    }
  }

  private static void publishAll(Publisher publisher, int side) {
    for (int number = 0; number < EACH; number++) {
      publisher.publish(
          Message.builder(Body.of(text(side, number))).orderingKey("key-" + side).build());
    }
  }
}
