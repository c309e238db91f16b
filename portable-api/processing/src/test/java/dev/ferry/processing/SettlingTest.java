package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Threads;
import dev.ferry.messaging.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker's acks and nacks: they share requests, and hold up nobody. */
class SettlingTest {
  private static final Duration BEAT = TinyBroker.LEASE.dividedBy(3);

  private final World world = new World();
  private final ExecutorService threads = Threads.perTask("test");
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger handled = new AtomicInteger();
  private final MessageHandler<String> counts = (order, context) -> handled.incrementAndGet();

  /** One request at a time, as where order is kept; it blocks until the test lets it go. */
  @BeforeEach
  void oneRequestAtATime() {
    world.source = TinyBroker.ordered();
    world.serving = services -> services.executor(threads);
    world.settings.concurrency(1);
    world
        .orders()
        .beforeSettle(
            () -> {
              asked.countDown();
              Await.open(go);
            });
  }

  @AfterEach
  void endThreads() {
    go.countDown();
    threads.shutdownNow();
  }

  private void publish(int many) {
    for (int number = 1; number <= many; number++) {
      world.publish("o" + number);
    }
  }

  @Test
  void handlersGoOn_whileASettlementIsUnderWay_andTheNextShareARequest() {
    publish(10);
    Worker worker = world.worker(counts);
    worker.step();
    Await.open(asked);

    Await.until("all are handled", () -> handled.get() == 10);
    assertThat(worker.messagesInFlight()).isEqualTo(10);
    assertThat(world.orders().requests()).isEmpty();

    go.countDown();
    Await.until("all are settled", () -> worker.messagesInFlight() == 0);
    assertThat(world.orders().requests()).hasSizeLessThanOrEqualTo(2);
    assertThat(world.orders().settlements(Settlement.Ack.class)).hasSize(10);
    assertThat(world.orders().depth()).isZero();
  }

  @Test
  void settlements_areSentInTheOrderInWhichMessagesEnded() {
    publish(10);
    Worker worker =
        world.worker(
            (order, context) -> {
              if (handled.incrementAndGet() % 2 == 0) {
                throw new IllegalStateException("every second");
              }
            });
    List<Object> receipts = new ArrayList<>();
    worker.step();
    go.countDown();
    Await.until("all are settled", () -> worker.messagesInFlight() == 0);

    world.orders().settlements().forEach(one -> receipts.add(one.getClass().getSimpleName()));
    assertThat(receipts).startsWith("Ack", "Nack", "Ack", "Nack", "Ack", "Nack").hasSize(10);
  }

  @Test
  void messageWhoseSettlementIsNotAnswered_takesRoom() {
    world.options = world.options.withFlow(2, 1 << 20);
    publish(3);
    Worker worker = world.worker(counts);
    assertThat(worker.step()).isEqualTo(2);
    Await.until("both are handled", () -> handled.get() == 2);
    Await.open(asked);

    assertThat(worker.bytesInFlight()).isPositive();
    assertThat(worker.step()).isZero();

    go.countDown();
    Await.until("there is room", () -> worker.messagesInFlight() == 0);
    assertThat(worker.step()).isEqualTo(1);
  }

  @Test
  void leaseOfWhatWaitsToBeSettled_isMadeLonger() {
    world.publish("asked");
    Worker worker = world.worker(counts);
    worker.step();
    Await.open(asked);
    world.publish("waits");
    worker.step();
    Await.until("both are handled", () -> handled.get() == 2);

    for (int beats : new int[] {1, 2}) {
      Instant beat = world.clock.instant().plus(BEAT);
      Await.until("a beat is due", () -> world.clock.nextTimer().filter(beat::equals).isPresent());
      world.clock.advance(BEAT);
      Await.until("the one that waits is kept", () -> extended() == beats);
    }
    world.clock.advance(BEAT.plusSeconds(1));
    go.countDown();
    Await.until("both are answered", () -> worker.messagesInFlight() == 0);

    assertThat(world.orders().depth()).as("the lease of the one that was asked is over").isOne();
  }

  private int extended() {
    return world.orders().settlements(Settlement.Extend.class).size();
  }

  @Test
  void settlementsThatFail_freeTheirPlaces_andTheirLeasesRunOut() {
    world.orders().failSettlements(true);
    go.countDown();
    publish(3);
    Worker worker = world.worker(counts);
    worker.step();

    Await.until("nothing is in flight", () -> worker.messagesInFlight() == 0);
    assertThat(world.orders().depth()).isEqualTo(3);
    world.clock.advance(TinyBroker.LEASE);
    assertThat(worker.step()).isEqualTo(3);
  }

  @Test
  void closing_waitsForAnswers() {
    publish(2);
    Worker worker = world.worker(counts);
    worker.step();
    Await.open(asked);
    Thread closing = new Thread(worker::close, "test-close");
    closing.setDaemon(true);
    closing.start();
    Await.until("it waits", () -> closing.getState() == Thread.State.TIMED_WAITING);
    assertThat(worker.messagesInFlight()).isPositive();

    go.countDown();
    Await.until("it is closed", () -> !closing.isAlive());
    assertThat(world.orders().depth()).isZero();
  }

  @Test
  void executorWithoutAThreadToSpare_settlesOnTheHandlersThread() {
    ExecutorService one = Executors.newSingleThreadExecutor();
    world.serving = services -> services.executor(one);
    go.countDown();
    publish(30);
    try (Worker worker = world.worker(counts)) {
      worker.start();
      Await.until("all are settled", () -> world.orders().depth() == 0);
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void executorThatIsClosed_settlesOnTheCallersThread() {
    go.countDown();
    publish(1);
    threads.shutdownNow();
    Worker worker = world.worker(counts);
    worker.step();

    assertThat(world.orders().settlements()).hasOnlyElementsOfType(Settlement.Nack.class);
    assertThat(worker.messagesInFlight()).isZero();
  }

  @Test
  void threadOfItsOwn_waitsForNobody_withALoneMessage() {
    go.countDown();
    Worker worker = world.worker(counts);
    publish(1);
    worker.step();
    Await.until("it is settled", () -> world.orders().depth() == 0);

    assertThat(world.orders().requests()).containsExactly(1);
  }
}
