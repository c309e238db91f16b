package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker's polling. */
class WorkerTest {
  private final World world = new World();
  private final ExecutorService threads = Threads.perTask("test");
  private final AtomicInteger handled = new AtomicInteger();
  private final MessageHandler<String> counts = (order, context) -> handled.incrementAndGet();

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void started_handlesWhatIsThereAndWhatComes() {
    world.publish("o1");
    try (Worker worker = started(counts)) {
      Await.until("the first is handled", () -> handled.get() == 1);
      world.publish("o2");
      Await.until("the second is handled", () -> handled.get() == 2);
      Await.until("both are settled", () -> world.orders().depth() == 0);
      Await.until("both are let go", () -> worker.messagesInFlight() == 0);
      assertThat(worker.bytesInFlight()).isZero();
    }
    assertThat(world.record("o2").state()).isEqualTo(State.COMPLETED);
  }

  /** A wake-up that is lost costs a nap of a second: a few of them are too many. */
  @Test
  @Timeout(30)
  void idleThenPublish_again_andAgain_isHandledWithoutTimePassing() {
    try (Worker worker = started(counts)) {
      for (int i = 1; i <= 300; i++) {
        int number = i;
        if (i % 3 == 0) {
          Await.until("it waits", () -> world.orders().waiting() == 1);
        }
        world.publish("o" + i);
        Await.until("message " + i + " is handled", () -> handled.get() == number);
      }
      Await.until("all are settled", () -> worker.messagesInFlight() == 0);
    }
    assertThat(world.orders().depth()).isZero();
  }

  @Test
  @Timeout(30)
  void burstAfterBurst_loseNoPermit() {
    world.options = world.options.withFlow(4, 1 << 20);
    world.serving = services -> services.executor(threads);
    try (Worker worker = world.worker(counts)) {
      worker.start();
      for (int burst = 1; burst <= 20; burst++) {
        int expected = burst * 15;
        for (int i = 0; i < 15; i++) {
          world.publish("b" + burst + "-" + i);
        }
        Await.until("the burst is handled", () -> handled.get() == expected);
      }
      Await.until("all are settled", () -> worker.messagesInFlight() == 0);
      assertThat(worker.bytesInFlight()).isZero();
    }
    assertThat(world.orders().depth()).isZero();
  }

  @Test
  void step_pollsOnce_onTheCallersThread() {
    world.publish("o1", "o2");
    Worker worker = world.worker(counts);

    assertThat(worker.step()).isEqualTo(2);
    assertThat(handled).hasValue(2);
    assertThat(worker.step()).isZero();
    assertThat(world.orders().receives()).isEqualTo(2);
  }

  @Test
  void receive_asksForNoMoreThanItsBatch() {
    world.options = world.options.withReceive(2, Duration.ofSeconds(20));
    world.publish("o1", "o2", "o3");
    Worker worker = world.worker(counts);

    assertThat(worker.step()).isEqualTo(2);
    assertThat(worker.step()).isEqualTo(1);
  }

  @Test
  void paused_pollsNoMore_untilItIsResumed() {
    world.publish("o1");
    Worker worker = world.worker(counts);

    worker.pause();
    world.clock.advance(Duration.ofHours(1));
    assertThat(worker.step()).isZero();
    assertThat(world.orders().receives()).isZero();

    worker.resume();
    assertThat(worker.step()).isEqualTo(1);
  }

  @Test
  void pausedWhileItRuns_letsWhatIsInFlightEnd() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    world.serving = services -> services.executor(threads);
    world.publish("o1");
    Worker worker =
        world.worker(
            (order, context) -> {
              begun.countDown();
              Await.open(go);
            });
    worker.step();
    Await.open(begun);

    worker.pause();
    go.countDown();

    Await.until("it is settled", () -> world.orders().depth() == 0);
  }

  @Test
  void resumed_pollsAtOnce_withoutTimePassing() {
    try (Worker worker = started(counts)) {
      Await.until("it waits for messages", () -> world.orders().waiting() == 1);
      worker.pause();
      world.clock.advance(world.options.longPoll());
      Await.until("its receive is over", () -> world.orders().waiting() == 0);
      world.publish("o1");
      int receives = world.orders().receives();
      world.clock.advance(Duration.ofHours(1));
      assertThat(world.orders().receives()).isEqualTo(receives);
      assertThat(handled).hasValue(0);

      worker.resume();

      Await.until("it is handled", () -> handled.get() == 1);
    }
  }

  @Test
  void receiveThatFails_isRepeatedAfterAWait() {
    world.orders().failReceives(1);
    world.publish("o1");
    Worker worker = world.worker(counts);

    assertThat(worker.step()).isZero();
    assertThat(worker.nextPoll()).isEqualTo(world.clock.instant().plusMillis(100));
    assertThat(worker.step()).isZero();
    world.clock.advance(Duration.ofMillis(100));
    assertThat(worker.step()).isEqualTo(1);
  }

  @Test
  void receiveThatFailsOnTheWorkersThread_isRepeatedAfterAWait() {
    world.orders().failReceives(3);
    world.publish("o1");
    try (Worker worker = started(counts)) {
      for (int failed = 1; failed <= 3; failed++) {
        int so = failed;
        Await.until("it fails", () -> world.orders().receives() == so);
        Await.until("it waits", () -> world.clock.instant().isBefore(worker.nextPoll()));
        world.clock.advance(Duration.ofMillis(100));
      }
      Await.until("it is handled", () -> handled.get() == 1);
    }
  }

  @Test
  void subscriptionClosedUnderneath_endsThePolling() {
    Worker worker = world.worker(counts);
    world.orders().subscription().close();

    worker.step();
    world.clock.advance(Duration.ofHours(1));
    worker.step();

    assertThat(world.orders().receives()).isEqualTo(1);
    worker.close();
  }

  @Test
  void settlementThatFails_costsNoPermit() {
    world.orders().failSettlements(true);
    world.publish("o1");
    Worker worker = world.worker(counts);

    assertThat(worker.step()).isEqualTo(1);
    assertThat(worker.messagesInFlight()).isZero();

    world.orders().failSettlements(false);
    world.clock.advance(TinyBroker.LEASE);
    assertThat(worker.step()).isEqualTo(1);
    assertThat(handled).hasValue(1);
    assertThat(world.orders().depth()).isZero();
  }

  @Test
  void listenerThatThrows_changesNothing() {
    world.options = world.options.withBreaker(1, Duration.ofSeconds(30));
    world.serving =
        services ->
            services.listener(
                event -> {
                  throw new IllegalStateException("a listener's own mistake");
                });
    world.publish("o1");
    Worker worker =
        world.worker(
            (order, context) -> {
              throw new IOException("no answer");
            });
    worker.step();

    assertThat(worker.slowed()).isTrue();
    assertThat(world.lastNack()).isEqualTo(World.FIRST_DELAY);
  }

  @Test
  void startedTwice_isRefused() {
    try (Worker worker = started(counts)) {
      assertRefused(worker);
    }
  }

  @Test
  void startedAfterItWasClosed_isRefused() {
    Worker worker = world.worker(counts);
    worker.close();

    assertRefused(worker);
    assertThat(worker.step()).isZero();
  }

  private static void assertRefused(Worker worker) {
    assertThatThrownBy(worker::start)
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION));
  }

  private Worker started(MessageHandler<String> handler) {
    world.serving = services -> services.executor(threads);
    Worker worker = world.worker(handler);
    worker.start();
    return worker;
  }
}
