package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Threads;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a worker takes, and when it takes less: bytes, messages, rate and breaker. */
class WorkerFlowTest {
  private final World world = new World();
  private final ExecutorService threads = Threads.perTask("test");
  private final CountDownLatch go = new CountDownLatch(1);
  private final MessageHandler<String> blocks = (order, context) -> Await.open(go);

  @AfterEach
  void endThreads() {
    go.countDown();
    threads.shutdownNow();
  }

  @Test
  void bytesInFlight_stopReceives_fromTheirLimitOn() {
    world.serving = services -> services.executor(threads);
    world.options = world.options.withFlow(100, 100).withReceive(1, Duration.ofSeconds(20));
    for (int i = 1; i <= 3; i++) {
      world.publish("o" + i);
    }
    world.publish(Message.builder(Body.of("x".repeat(94))).id("big").build());
    world.publish("later");
    Worker worker = world.worker(blocks);

    for (int received = 1; received <= 4; received++) {
      assertThat(worker.step()).isEqualTo(1);
    }
    assertThat(worker.bytesInFlight()).isEqualTo(100);
    assertThat(worker.step()).isZero();
    assertThat(world.orders().receives()).isEqualTo(4);

    go.countDown();
    Await.until("there is room", () -> worker.bytesInFlight() == 0);
    assertThat(worker.step()).isEqualTo(1);
  }

  @Test
  void bytesInFlight_holdTheWorkersThread_untilThereIsRoom() {
    world.serving = services -> services.executor(threads);
    world.options = world.options.withFlow(100, 1).withReceive(1, Duration.ofSeconds(20));
    world.publish("o1", "o2");
    try (Worker worker = world.worker(blocks)) {
      worker.start();
      Await.until("one is leased", () -> world.orders().leased() == 1);
      world.clock.advance(Duration.ofSeconds(5));
      assertThat(world.orders().receives()).isEqualTo(1);

      go.countDown();
      Await.until("both are settled", () -> world.orders().depth() == 0);
    }
  }

  @Test
  void messagesInFlight_boundWhatOneReceiveAsksFor() {
    world.serving = services -> services.executor(threads);
    world.options = world.options.withFlow(3, 1 << 20);
    world.publish("o1", "o2", "o3", "o4", "o5");
    Worker worker = world.worker(blocks);

    assertThat(worker.step()).isEqualTo(3);
    assertThat(worker.messagesInFlight()).isEqualTo(3);
    assertThat(worker.step()).isZero();

    go.countDown();
    Await.until("there is room", () -> worker.messagesInFlight() == 0);
    assertThat(worker.step()).isEqualTo(2);
  }

  @Test
  void rate_boundsTheMessagesOfASecond() {
    world.options = world.options.withRate(2);
    world.publish("o1", "o2", "o3", "o4");
    Worker worker = world.worker((order, context) -> {});

    assertThat(worker.step()).isEqualTo(2);
    assertThat(worker.step()).isZero();
    assertThat(worker.nextPoll())
        .isBetween(world.clock.instant().plusMillis(500), world.clock.instant().plusMillis(501));

    world.clock.advanceTo(worker.nextPoll());
    assertThat(worker.step()).isEqualTo(1);
    world.clock.advance(Duration.ofSeconds(1));
    assertThat(worker.step()).isEqualTo(1);
  }

  @Test
  void rate_holdsTheWorkersThread() {
    world.serving = services -> services.executor(threads);
    world.options = world.options.withRate(1);
    world.publish("o1", "o2");
    try (Worker worker = world.worker((order, context) -> {})) {
      worker.start();
      Await.until("one is handled", () -> world.orders().depth() == 1);
      Await.until("it waits", () -> world.clock.instant().isBefore(worker.nextPoll()));
      world.clock.advance(Duration.ofMillis(999));
      assertThat(world.orders().depth()).isEqualTo(1);

      world.clock.advance(Duration.ofMillis(2));
      Await.until("the other is handled", () -> world.orders().depth() == 0);
    }
  }

  @Test
  void failuresInARow_slowThePolling_oneMessageAtATime_untilOneSucceeds() {
    world.options = world.options.withBreaker(3, Duration.ofMillis(300));
    AtomicBoolean down = new AtomicBoolean(true);
    Worker worker = world.worker(failingWhile(down));
    world.publish("o1", "o2", "o3");
    assertThat(worker.step()).isEqualTo(3);
    assertThat(worker.slowed()).isTrue();

    world.publish("o4", "o5", "o6", "o7", "o8");
    for (int wait : new int[] {100, 200, 300, 300}) {
      assertThat(worker.nextPoll()).isEqualTo(world.clock.instant().plusMillis(wait));
      assertThat(worker.step()).isZero();
      world.clock.advance(Duration.ofMillis(wait));
      assertThat(worker.step()).isEqualTo(1);
    }

    down.set(false);
    world.clock.advance(Duration.ofMillis(300));
    assertThat(worker.step()).isEqualTo(1);
    assertThat(worker.slowed()).isFalse();
    assertThat(worker.nextPoll()).isEqualTo(world.clock.instant());
  }

  @Test
  void storeThatCannotBeReached_slowsThePolling() {
    world.options = world.options.withBreaker(2, Duration.ofSeconds(30));
    world.store.down(FlakyStore.Call.CLAIM);
    world.publish("o1", "o2");
    Worker worker = world.worker((order, context) -> {});
    worker.step();

    assertThat(worker.slowed()).isTrue();
  }

  @Test
  void brokerThatCannotBeReached_slowsThePolling() {
    world.options = world.options.withBreaker(2, Duration.ofSeconds(30));
    world.orders().failReceives(3);
    Worker worker = world.worker((order, context) -> {});
    worker.step();
    assertThat(worker.slowed()).isFalse();
    world.clock.advance(Duration.ofMillis(100));
    worker.step();
    assertThat(worker.slowed()).isTrue();
    world.clock.advance(Duration.ofMillis(100));
    worker.step();

    assertThat(worker.nextPoll()).isEqualTo(world.clock.instant().plusMillis(200));
  }

  @Test
  void poison_slowsNothing() {
    world.options = world.options.withBreaker(1, Duration.ofSeconds(30));
    world.bound = binding -> binding.deadLetterOn(IOException.class);
    world.publish("o1", "o2");
    Worker worker = world.worker(failingWhile(new AtomicBoolean(true)));
    worker.step();

    assertThat(worker.slowed()).isFalse();
  }

  @Test
  void breakerHoldsTheWorkersThread() {
    world.options = world.options.withBreaker(1, Duration.ofSeconds(30));
    AtomicBoolean down = new AtomicBoolean(true);
    world.publish("o1");
    try (Worker worker = world.worker(failingWhile(down))) {
      worker.start();
      Await.until("it is slowed", worker::slowed);
      Await.until("it waits", () -> world.clock.instant().isBefore(worker.nextPoll()));
      int receives = world.orders().receives();
      world.publish("o2");
      down.set(false);
      world.clock.advance(Duration.ofMillis(99));
      assertThat(world.orders().receives()).isEqualTo(receives);

      world.clock.advance(Duration.ofMillis(1));
      Await.until("the next is handled", () -> !worker.slowed());
    }
  }

  private static MessageHandler<String> failingWhile(AtomicBoolean down) {
    return (order, context) -> {
      if (down.get()) {
        throw new IOException("no answer");
      }
    };
  }
}
