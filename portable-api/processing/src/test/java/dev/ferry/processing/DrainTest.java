package dev.ferry.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.INTERRUPTED;
import static dev.ferry.processing.ProcessingEvent.Kind.NOT_ATTEMPTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.Threads;
import dev.ferry.messaging.spi.Settlement;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closing a worker: what waits goes back, what runs may end, within a time. */
class DrainTest {
  private static final Duration DRAIN = Duration.ofSeconds(7);

  private final World world = new World();
  private final ExecutorService threads = Threads.perTask("test");
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final Queue<String> ran = new ConcurrentLinkedQueue<>();

  @BeforeEach
  void oneAtATime() {
    world.serving = services -> services.executor(threads);
    world.settings.concurrency(1).budget(Duration.ofHours(1));
    world.options = world.options.withDrain(DRAIN);
  }

  @AfterEach
  void endThreads() {
    go.countDown();
    threads.shutdownNow();
  }

  @Test
  void whatWaits_goesBackAtOnce_andWhatRuns_mayEnd() {
    world.publish("o1", "o2", "o3");
    Worker worker = world.worker(blocking());
    worker.step();
    Await.open(begun);

    Thread closing = close(worker);
    Await.until(
        "two are given back", () -> world.orders().settlements(Settlement.Nack.class).size() == 2);
    assertThat(world.lastNack()).isEqualTo(Duration.ZERO);
    assertThat(closing.isAlive()).isTrue();

    go.countDown();
    join(closing);
    assertThat(ran).containsExactly("o1");
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
    assertThat(world.orders().settlements(Settlement.Ack.class)).hasSize(1);
    assertThat(world.events.count(NOT_ATTEMPTED)).isEqualTo(2);
    assertThat(worker.messagesInFlight()).isZero();
  }

  @Test
  void whatRunsForTooLong_isInterruptedWhenTheTimeIsOver_notEarlier() {
    Queue<Instant> interruptedAt = new ConcurrentLinkedQueue<>();
    Instant closedAt = world.clock.instant();
    world.publish("o1");
    Worker worker =
        world.worker(
            (order, context) -> {
              begun.countDown();
              try {
                go.await();
              } catch (InterruptedException drained) {
                interruptedAt.add(world.clock.instant());
                throw drained;
              }
            });
    worker.step();
    Await.open(begun);

    Thread closing = close(worker);
    awaitTimer(closedAt.plus(DRAIN));
    world.clock.advance(DRAIN);
    join(closing);

    assertThat(interruptedAt).singleElement().isEqualTo(closedAt.plus(DRAIN));
    assertThat(world.events.count(INTERRUPTED)).isEqualTo(1);
    assertThat(world.lastNack()).isEqualTo(World.FIRST_DELAY);
    assertThat(world.record("o1").state()).isEqualTo(State.RELEASED);
  }

  @Test
  void whatWouldNotStop_isLeftToRunOut_afterItsGrace() {
    Instant closedAt = world.clock.instant();
    world.publish("o1");
    Worker worker =
        world.worker(
            (order, context) -> {
              begun.countDown();
              Await.stubbornly(go);
            });
    worker.step();
    Await.open(begun);

    Thread closing = close(worker);
    awaitTimer(closedAt.plus(DRAIN));
    world.clock.advance(DRAIN);
    awaitTimer(closedAt.plus(DRAIN).plus(World.GRACE));
    assertThat(closing.isAlive()).isTrue();
    world.clock.advance(World.GRACE);
    join(closing);

    assertThat(world.orders().settlements(Settlement.Ack.class)).isEmpty();
    assertThat(world.orders().settlements(Settlement.Nack.class)).isEmpty();
  }

  @Test
  void whatArrivesWhileItCloses_goesBack_beforeItIsClosed() {
    Worker worker = world.worker(blocking());
    world.publish("o1", "o2");
    Queue<Thread> closing = new ConcurrentLinkedQueue<>();
    world
        .orders()
        .afterReceive(
            () -> {
              Thread thread = close(worker);
              closing.add(thread);
              Await.until("it waits for the receive", () -> isWaiting(thread));
            });

    worker.step();
    closing.forEach(DrainTest::join);

    assertThat(ran).isEmpty();
    assertThat(world.orders().settlements())
        .hasOnlyElementsOfType(Settlement.Nack.class)
        .hasSize(2);
    assertThat(world.lastNack()).isEqualTo(Duration.ZERO);
    assertThat(world.hasRecord("o1")).isFalse();
  }

  @Test
  void longPoll_endsWithTheWorker_withoutTimePassing() {
    Worker worker = world.worker(blocking());
    worker.start();
    Await.until("it waits for messages", () -> world.orders().waiting() == 1);

    Thread closing = close(worker);
    join(closing);

    assertThat(world.orders().waiting()).isZero();
    world.publish("o1");
    assertThat(world.orders().receives()).isEqualTo(1);
  }

  @Test
  void messageOnTheWorkersOwnThread_isGivenBackDespiteItsInterrupt() {
    world.publish("o1");
    Worker worker = world.worker(blocking());
    Queue<Thread> closing = new ConcurrentLinkedQueue<>();
    world
        .orders()
        .afterReceive(
            () -> {
              Thread thread = close(worker);
              closing.add(thread);
              Await.until("it is interrupted", () -> Thread.currentThread().isInterrupted());
            });
    worker.start();
    Await.until("it closes", () -> !closing.isEmpty());
    closing.forEach(DrainTest::join);

    assertThat(world.orders().settlements()).hasOnlyElementsOfType(Settlement.Nack.class);
    assertThat(world.orders().leased()).isZero();
  }

  @Test
  void closedTwice_isClosedOnce() {
    Worker worker = world.worker(blocking());
    worker.close();
    worker.close();

    assertThat(worker.step()).isZero();
  }

  @Test
  void closingThreadThatIsInterrupted_stopsWaiting_andKeepsItsInterrupt() {
    world.publish("o1");
    Worker worker = world.worker(blocking());
    worker.step();
    Await.open(begun);

    Thread.currentThread().interrupt();
    worker.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(worker.messagesInFlight()).isEqualTo(1);
  }

  private MessageHandler<String> blocking() {
    return (order, context) -> {
      ran.add(order);
      begun.countDown();
      Await.open(go);
    };
  }

  private static Thread close(Worker worker) {
    Thread closing = new Thread(worker::close, "test-close");
    closing.setDaemon(true);
    closing.start();
    return closing;
  }

  /** Until somebody waits for this instant, and for none before it. */
  private void awaitTimer(Instant instant) {
    Await.until(
        "a timer at " + instant, () -> world.clock.nextTimer().filter(instant::equals).isPresent());
  }

  private static boolean isWaiting(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING;
  }

  private static void join(Thread thread) {
    Await.until("the worker is closed", () -> !thread.isAlive());
  }
}
