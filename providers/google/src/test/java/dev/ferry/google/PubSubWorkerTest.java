package dev.ferry.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Threads;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.peers.google.pubsub.PubSubServer;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Services;
import dev.ferry.processing.Wiring;
import dev.ferry.processing.Worker;
import dev.ferry.processing.WorkerOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers on streams, in real time. */
class PubSubWorkerTest {
  private static final Duration WORK = Duration.ofSeconds(2);
  private static final String NAME = "orders";
  private static final String HELD = "projects/shop/subscriptions/" + NAME;

  private final CountDownLatch never = new CountDownLatch(1);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ExecutorService threads = Threads.perTask("worker-test");
  private final PubSubServer server = PubSubServer.start();
  private final Messaging messaging =
      Messaging.builder().provider(PubSubProvider.emulator(server.endpoint(), "shop")).build();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
    threads.shutdown();
    messaging.close();
    server.close();
  }

  private <C extends AutoCloseable> C later(C one) {
    opened.push(one);
    return one;
  }

  private Publisher queue(QueueSpec spec) {
    Address queue =
        messaging.admin("pubsub").createQueue(spec.withAckDeadline(Duration.ofSeconds(10)));
    return later(messaging.publisher(queue.toString()));
  }

  private void start(int concurrency, MessageHandler<String> handler) {
    Address deadQueue = messaging.admin("pubsub").createQueue(QueueSpec.standard("orders-dead"));
    Publisher dead = later(messaging.publisher(deadQueue.toString()));
    Subscription subscription = later(messaging.subscription("pubsub://shop/" + NAME));
    HandlerSettings settings =
        HandlerSettings.builder("payment", NAME).concurrency(concurrency).build();
    later(
            new Worker(
                subscription,
                Wiring.of(wiring -> {}).handler("payment", Codec.utf8(), () -> handler),
                settings,
                WorkerOptions.defaults(),
                Services.builder()
                    .store(new InMemoryIdempotencyStore())
                    .executor(threads)
                    .deadLetters(dead)
                    .build()))
        .start();
  }

  private void awaitNothingHeld() {
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (server.held(HELD).messages() > 0 && System.nanoTime() < limit) {
      Thread.onSpinWait();
    }
    assertThat(server.held(HELD)).isEqualTo(new PubSubServer.Held(0, 0));
  }

  /** All are leased at once, and the last begins when its first lease is long over. */
  @Test
  void messagesThatWaitAndRunLongerThanTheirLease_areNotRedelivered() throws Exception {
    int many = 12;
    Publisher publisher = queue(QueueSpec.standard(NAME));
    for (int number = 0; number < many; number++) {
      publisher.publish(Message.of("order " + number));
    }
    Queue<String> handled = new ConcurrentLinkedQueue<>();
    CountDownLatch left = new CountDownLatch(many);

    start(
        2,
        (order, context) -> {
          handled.add(order);
          assertThat(never.await(WORK.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
          left.countDown();
        });

    assertThat(left.await(3, TimeUnit.MINUTES)).isTrue();
    awaitNothingHeld();
    assertThat(handled).hasSize(many).doesNotHaveDuplicates();
  }

  /** What is leased and lies about is given back after a while, and counts as delivered. */
  @Test
  void noMoreIsLeased_thanMayBeInFlight() throws Exception {
    int most = WorkerOptions.defaults().maxMessages();
    Publisher publisher = queue(QueueSpec.standard(NAME));
    List<Message> messages = new ArrayList<>();
    for (int number = 0; number < 8 * most; number++) {
      messages.add(Message.of("order " + number));
    }
    assertThat(publisher.publishAll(messages).allSent()).isTrue();
    AtomicInteger leased = new AtomicInteger();
    CountDownLatch left = new CountDownLatch(messages.size());

    start(
        2,
        (order, context) -> {
          leased.accumulateAndGet(server.held(HELD).leased(), Math::max);
          left.countDown();
        });

    assertThat(left.await(3, TimeUnit.MINUTES)).isTrue();
    assertThat(leased.get()).isBetween(2, most);
  }

  /** Enough of them that the worker is on a stream, in order whatever runs beside. */
  @Test
  void manyMessagesOfManyKeys_areHandledOnce_inOrder() throws Exception {
    int keys = 20;
    int each = 25;
    Publisher publisher = queue(QueueSpec.ordered(NAME));
    List<Message> messages = new ArrayList<>();
    for (int number = 0; number < each; number++) {
      for (int key = 0; key < keys; key++) {
        messages.add(Message.builder(Body.of(key + ":" + number)).orderingKey("k" + key).build());
      }
    }
    Map<String, List<Integer>> handled = new ConcurrentHashMap<>();
    CountDownLatch left = new CountDownLatch(messages.size());

    start(
        8,
        (order, context) -> {
          String[] parts = order.split(":", 2);
          handled
              .computeIfAbsent(parts[0], key -> Collections.synchronizedList(new ArrayList<>()))
              .add(Integer.parseInt(parts[1]));
          left.countDown();
        });
    assertThat(publisher.publishAll(messages).allSent()).isTrue();

    assertThat(left.await(3, TimeUnit.MINUTES)).isTrue();
    awaitNothingHeld();
    assertThat(handled).hasSize(keys);
    handled.values().forEach(one -> assertThat(one).isSorted().hasSize(each));
  }
}
