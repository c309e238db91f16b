package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Threads;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Services;
import dev.ferry.processing.Wiring;
import dev.ferry.processing.Worker;
import dev.ferry.processing.WorkerOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Workers in real time, on leases shorter than what they have to do. A machine with many times its
 * work to do may renew them too late.
 */
@Execution(ExecutionMode.CONCURRENT)
class AwsWorkerTest {
  private static final Duration WORK = Duration.ofSeconds(2);
  private static final Duration LEASE = Duration.ofSeconds(5);
  private static final Duration IDLE = Duration.ofSeconds(Long.getLong("ferry.aws.idle", 60));

  private final CountDownLatch never = new CountDownLatch(1);
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();
  private final ExecutorService threads = Threads.perTask("worker-test");
  private final SqsClient sqs = Endpoint.find().sqsClient();
  private final CountingCalls calls = new CountingCalls(SqsCalls.of(sqs));
  private final Messaging messaging =
      Messaging.builder().provider(SqsProvider.of(sqs, calls)).build();
  private final String name = "worker-" + UUID.randomUUID();

  private Address queue = Address.parse("sqs:none");

  @BeforeEach
  void makeQueue() {
    queue = messaging.admin("sqs").createQueue(QueueSpec.standard(name).withAckDeadline(LEASE));
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : opened) {
      one.close();
    }
    threads.shutdown();
    messaging.close();
    sqs.close();
  }

  private <C extends AutoCloseable> C closedLater(C one) {
    opened.push(one);
    return one;
  }

  private void start(int concurrency, MessageHandler<String> handler) {
    Publisher dead =
        closedLater(
            messaging.publisher(
                messaging.admin("sqs").createQueue(QueueSpec.standard(name + "-dead")).toString()));
    Subscription subscription = closedLater(messaging.subscription(queue.toString()));
    HandlerSettings settings =
        HandlerSettings.builder("payment", name)
            .guarantee(Guarantee.AT_LEAST_ONCE)
            .concurrency(concurrency)
            .build();
    Services services = Services.builder().executor(threads).deadLetters(dead).build();
    Worker worker =
        closedLater(
            new Worker(
                subscription,
                Wiring.of(wiring -> {}).handler("payment", Codec.utf8(), () -> handler),
                settings,
                WorkerOptions.defaults(),
                services));
    worker.start();
  }

  /** Twelve messages are leased at once, and the last begins when its first lease is long over. */
  @Test
  void messagesThatWaitAndRunLongerThanTheirLease_areNotRedelivered() throws Exception {
    int many = 12;
    Queue<Integer> deliveries = new ConcurrentLinkedQueue<>();
    CountDownLatch left = new CountDownLatch(many);
    try (Publisher publisher = messaging.publisher(queue.toString())) {
      for (int number = 0; number < many; number++) {
        publisher.publish(Message.of("order " + number));
      }
    }

    start(
        2,
        (order, context) -> {
          deliveries.add(context.attempt());
          assertThat(never.await(WORK.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
          left.countDown();
        });

    assertThat(left.await(2, TimeUnit.MINUTES)).isTrue();
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (depth() > 0 && System.nanoTime() < limit) {
      assertThat(never.await(50, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(depth()).isZero();
    assertThat(deliveries).hasSize(many).containsOnly(1);
  }

  private long depth() {
    return messaging.admin("sqs").depth(queue).orElseThrow().total();
  }

  @Test
  void idleConsumer_asksRarely_andIsAwakeAtOnce() throws Exception {
    BlockingQueue<Long> handled = new LinkedBlockingQueue<>();
    start(1, (order, context) -> handled.add(System.nanoTime()));
    try (Publisher publisher = messaging.publisher(queue.toString())) {
      publisher.publish(Message.of("warm"));
      assertThat(handled.poll(1, TimeUnit.MINUTES)).isNotNull();
      int before = calls.receives();
      Duration deafBefore = calls.deaf();

      assertThat(never.await(IDLE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();

      assertThat(calls.receives() - before)
          .as("receives in %s", IDLE)
          .isLessThanOrEqualTo((int) (4 * IDLE.toSeconds() / 60) + 1);
      assertThat(calls.deaf().minus(deafBefore))
          .as("time without a receive, in %s", IDLE)
          .isLessThan(IDLE.dividedBy(4));
      long published = System.nanoTime();
      publisher.publish(Message.of("wake up"));
      Long seen = handled.poll(1, TimeUnit.MINUTES);
      assertThat(seen).isNotNull();
      assertThat(Duration.ofNanos(seen - published)).isLessThan(Duration.ofSeconds(1));
    }
  }
}
