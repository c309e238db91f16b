package dev.ferry.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.ABANDONED;
import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static dev.ferry.processing.ProcessingEvent.Kind.INTERRUPTED;
import static dev.ferry.processing.ProcessingEvent.Kind.RETRIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.Threads;
import dev.ferry.processing.Disposition.Cause;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Leave;
import dev.ferry.processing.Disposition.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A handler's time: when it is interrupted, when it is abandoned, and what it never costs. */
class BudgetTest {
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final World world = new World();
  private final Results results = new Results();
  private final ExecutorService threads = Threads.perTask("test");
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void endThreads() {
    go.countDown();
    threads.shutdownNow();
  }

  @Test
  void handler_isInterruptedWhenItsBudgetIsUsedUp_andNotBefore() {
    accept(
        (order, context) -> {
          begun.countDown();
          go.await();
        },
        "o1");
    Await.open(begun);

    world.clock.advance(World.BUDGET.minus(MOMENT));
    assertThat(world.events.count(INTERRUPTED)).isZero();
    world.clock.advance(MOMENT);

    assertThat(results.why("o1")).isEqualTo(Why.RETRY);
    assertThat(world.events.kinds()).contains(INTERRUPTED, RETRIED).doesNotContain(ABANDONED);
    assertThat(world.record("o1").state()).isEqualTo(State.RELEASED);
  }

  @Test
  void handler_isInterruptedOnce() {
    AtomicInteger interrupts = new AtomicInteger();
    accept(
        (order, context) -> {
          begun.countDown();
          while (go.getCount() > 0) {
            try {
              go.await();
            } catch (InterruptedException counted) {
              interrupts.incrementAndGet();
            }
          }
        },
        "o1");
    Await.open(begun);

    world.clock.advance(World.BUDGET);
    Await.until("the interrupt arrives", () -> interrupts.get() == 1);
    world.clock.advance(World.GRACE.minus(MOMENT));
    go.countDown();

    assertThat(results.of("o1")).isEqualTo(new Done());
    assertThat(interrupts).hasValue(1);
  }

  @Test
  void handlerThatWouldNotStop_isAbandoned_andNeitherItsSlotNorItsLaneIsLost() {
    world.source = TinyBroker.ordered();
    world.settings.concurrency(1);
    world.publish(world.message("stuck").orderingKey("a").build());
    world.publish(world.message("behind").orderingKey("a").build());
    accept(
        (order, context) -> {
          if (order.equals("stuck")) {
            begun.countDown();
            Await.stubbornly(go);
          }
        },
        "other");
    Await.open(begun);
    assertThat(results.has("other")).isFalse();

    world.clock.advance(World.BUDGET.plus(World.GRACE));

    assertThat(results.of("stuck")).isEqualTo(new Leave(Cause.ABANDONED));
    assertThat(results.why("behind")).isEqualTo(Why.NOT_ATTEMPTED);
    assertThat(results.of("other")).isEqualTo(new Done());
    assertThat(world.events.of("stuck")).contains(ABANDONED);
  }

  @Test
  void abandonedHandlerThatEndsLate_completesItsRecord_butSettlesNothing() {
    accept(
        (order, context) -> {
          begun.countDown();
          Await.stubbornly(go);
        },
        "o1");
    Await.open(begun);
    world.clock.advance(World.BUDGET.plus(World.GRACE));
    assertThat(results.of("o1")).isEqualTo(new Leave(Cause.ABANDONED));

    go.countDown();

    Await.until("it ends", () -> world.events.of("o1").contains(HANDLED));
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
    assertThat(results.order()).containsExactly("o1");
  }

  @Test
  void interruptThatAHandlerSwallows_doesNotReachTheNextOne() throws InterruptedException {
    List<Boolean> interruptedAtStart = new ArrayList<>();
    world.publish("o1", "o2");
    Processor processor =
        world.processor(
            (order, context) -> {
              interruptedAtStart.add(Thread.currentThread().isInterrupted());
              if (order.equals("o1")) {
                world.clock.advance(World.BUDGET);
              }
            });

    assertThat(world.process(processor)).containsExactly(new Done(), new Done());
    assertThat(interruptedAtStart).containsExactly(false, false);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(world.events.count(INTERRUPTED)).isEqualTo(1);
  }

  @Test
  void interruptOfAHandlersOwn_doesNotReachTheNextOne() throws InterruptedException {
    List<Boolean> interruptedAtStart = new ArrayList<>();
    world.publish("o1", "o2");
    Processor processor =
        world.processor(
            (order, context) -> {
              interruptedAtStart.add(Thread.currentThread().isInterrupted());
              Thread.currentThread().interrupt();
            });

    assertThat(world.process(processor)).containsExactly(new Done(), new Done());
    assertThat(interruptedAtStart).containsExactly(false, false);
    assertThat(world.events.count(INTERRUPTED)).isZero();
  }

  @Test
  void timersOfAHandlerThatEnded_areGone() throws InterruptedException {
    Processor processor = world.processor((order, context) -> {});
    world.processOne(processor, "o1");

    world.clock.advance(World.BUDGET.plus(World.GRACE));

    assertThat(Thread.interrupted()).isFalse();
    assertThat(world.events.kinds()).doesNotContain(INTERRUPTED, ABANDONED);
  }

  @Test
  void remaining_fallsWithTime_andNeverBelowZero() throws InterruptedException {
    List<Duration> remaining = new ArrayList<>();
    Processor processor =
        world.processor(
            (order, context) -> {
              remaining.add(context.remaining());
              world.clock.advance(Duration.ofSeconds(4));
              remaining.add(context.remaining());
              world.clock.advance(World.BUDGET);
              remaining.add(context.remaining());
            });
    world.processOne(processor, "o1");

    assertThat(remaining)
        .containsExactly(World.BUDGET, World.BUDGET.minusSeconds(4), Duration.ZERO);
  }

  private void accept(MessageHandler<String> handler, String... ids) {
    world.serving = services -> services.executor(threads);
    world.publish(ids);
    world.processor(handler).accept(world.receive(), Instant.MAX, results);
  }
}
