package dev.ferry.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static dev.ferry.processing.ProcessingEvent.Kind.STARTED;
import static dev.ferry.processing.ProcessingEvent.Kind.SUPPRESSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.processing.Disposition.Cause;
import dev.ferry.processing.Disposition.Done;
import dev.ferry.processing.Disposition.Leave;
import dev.ferry.processing.Disposition.Redeliver;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.FlakyStore.Call;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.simulation.SimulatedCrash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How often an effect may happen, as each handler chooses. */
class GuaranteeTest {
  private final World world = new World();
  private final AtomicInteger runs = new AtomicInteger();

  private final MessageHandler<String> succeeds = (order, context) -> runs.incrementAndGet();
  private final MessageHandler<String> fails =
      (order, context) -> {
        runs.incrementAndGet();
        throw new IOException("no answer");
      };

  @Nested
  class AtMostOnce {
    @BeforeEach
    void choose() {
      world.settings.guarantee(Guarantee.AT_MOST_ONCE);
    }

    @Test
    void record_isCompletedBeforeTheHandlerRuns() throws InterruptedException {
      List<State> stateAtRun = new ArrayList<>();
      Processor processor =
          world.processor((order, context) -> stateAtRun.add(world.record("o1").state()));

      assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
      assertThat(stateAtRun).containsExactly(State.COMPLETED);
      assertThat(world.events.kinds()).containsExactly(STARTED, HANDLED);
    }

    @Test
    void failure_isDeadLettered_andNeverRunsAgain() throws InterruptedException {
      Processor processor = world.processor(fails);

      assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
      assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());

      assertThat(runs).hasValue(1);
      List<Message> letters = world.messagesIn("orders-dead");
      assertThat(letters).hasSize(1);
      Envelope envelope = Envelope.read(letters.get(0)).orElseThrow();
      assertThat(envelope.summary().reason()).isEqualTo("FAILED_AT_MOST_ONCE");
      assertThat(envelope.chain()).contains("no answer");
    }

    @Test
    void crash_isNotRepeated() {
      world.publish("o1");
      Worker worker =
          world.worker(
              (order, context) -> {
                runs.incrementAndGet();
                throw new SimulatedCrash("in the handler");
              });

      assertThat(catchCrash(worker)).isTrue();
      world.clock.advance(TinyBroker.LEASE);
      assertThat(worker.step()).isEqualTo(1);

      assertThat(runs).hasValue(1);
      assertThat(world.events.kinds()).endsWith(SUPPRESSED);
    }

    @Test
    void undecodable_isDeadLettered_beforeAnythingIsCompleted() throws InterruptedException {
      world.publish(Message.builder(Body.of(new byte[] {(byte) 0xFF})).id("o1").build());

      assertThat(world.process(world.processor(succeeds))).containsExactly(new Done());
      assertThat(runs).hasValue(0);
      assertThat(world.record("o1").state()).isEqualTo(State.DEAD_LETTERED);
    }

    @Test
    void storeThatCannotBeReached_runsNothing() throws InterruptedException {
      world.store.down(Call.COMPLETE);

      assertThat(world.processOne(world.processor(succeeds), "o1"))
          .isEqualTo(new Redeliver(World.LONGEST_DELAY, Why.STORE_UNREACHABLE));
      assertThat(runs).hasValue(0);
    }

    @Test
    void takenOverBeforeItRuns_runsNothing() throws InterruptedException {
      world.publish("o1");
      // The codec is the last that is called before the completion.
      HandlerBinding<String> taken =
          new HandlerBinding<>(
              World.HANDLER,
              new Codec<>() {
                @Override
                public Body encode(String payload) {
                  return Body.of(payload);
                }

                @Override
                public String decode(Body body) {
                  world.takeOver("o1");
                  return body.utf8();
                }
              },
              () -> succeeds);
      Processor processor =
          Processor.of(taken, world.settings.build(), world.source, world.services());

      assertThat(world.process(processor)).containsExactly(new Leave(Cause.FENCED_OUT));
      assertThat(runs).hasValue(0);
    }

    @Test
    void completion_joinsNothing() throws InterruptedException {
      List<Boolean> joins = new ArrayList<>();
      Processor processor =
          world.processor(
              (order, context) ->
                  joins.add(context.completion().unwrap(InMemoryCommit.class).isPresent()));
      world.processOne(processor, "o1");

      assertThat(joins).containsExactly(false);
    }

    @Test
    void stagedThatCannotBeSent_isDeadLettered() throws InterruptedException {
      world.broker.queue("receipts").failSends(1);
      Processor processor =
          world.processor((order, context) -> context.publish("receipts", Message.of("receipt")));

      assertThat(world.processOne(processor, "o1")).isEqualTo(new Done());
      assertThat(Envelope.read(world.messagesIn("orders-dead").get(0)).orElseThrow().chain())
          .contains("told to fail");
    }
  }

  @Nested
  class AtLeastOnce {
    @BeforeEach
    void choose() {
      world.settings.guarantee(Guarantee.AT_LEAST_ONCE);
    }

    @Test
    void duplicate_runsAgain_andTheStoreIsNeverAsked() throws InterruptedException {
      Processor processor = world.processor(succeeds);
      world.processOne(processor, "o1");
      world.processOne(processor, "o1");

      assertThat(runs).hasValue(2);
      assertThat(world.store.calls()).isEmpty();
      assertThat(world.store.claimSizes()).isEmpty();
    }

    @Test
    void attempts_areTheBrokersCount() {
      List<Integer> attempts = new ArrayList<>();
      world.publish("o1");
      Worker worker =
          world.worker(
              (order, context) -> {
                attempts.add(context.attempt());
                throw new IOException("no answer");
              });
      for (int delivery = 1; delivery <= World.ATTEMPTS; delivery++) {
        worker.step();
        world.clock.advance(World.LONGEST_DELAY);
      }

      assertThat(attempts).containsExactly(1, 2, 3);
      assertThat(reasons()).containsExactly("ATTEMPTS_EXHAUSTED");
    }

    @Test
    void countAboveTheAttempts_isDeadLetteredUnrun() {
      world.publish("o1");
      for (int crash = 0; crash < World.ATTEMPTS; crash++) {
        world.receive();
        world.clock.advance(TinyBroker.LEASE);
      }

      world.worker(succeeds).step();

      assertThat(runs).hasValue(0);
      assertThat(reasons()).containsExactly("ATTEMPTS_EXHAUSTED");
    }

    @Test
    void heartbeat_leavesAHandlerWithoutARecordAlone() {
      world.publish("o1");
      List<Boolean> interrupted = new ArrayList<>();
      world
          .worker(
              (order, context) -> {
                world.clock.advance(World.BUDGET.minusMillis(1));
                interrupted.add(Thread.interrupted());
              })
          .step();

      assertThat(interrupted).containsExactly(false);
    }

    @Test
    void completion_joinsNothing() throws InterruptedException {
      List<Boolean> joins = new ArrayList<>();
      Processor processor =
          world.processor(
              (order, context) ->
                  joins.add(context.completion().unwrap(InMemoryCommit.class).isPresent()));
      world.processOne(processor, "o1");

      assertThat(joins).containsExactly(false);
    }

    @Test
    void redrivenMessage_beginsItsRoundWithTheBrokersCount() throws InterruptedException {
      List<Integer> rounds = new ArrayList<>();
      Processor processor = world.processor((order, context) -> rounds.add(context.round()));
      world.publish(
          world
              .message("o1")
              .history(new History(2, 6, world.clock.instant(), "tiny:orders"))
              .build());
      world.process(processor);

      assertThat(rounds).containsExactly(2);
    }

    private List<String> reasons() {
      return world.messagesIn("orders-dead").stream()
          .map(letter -> Envelope.read(letter).orElseThrow().summary().reason())
          .toList();
    }
  }

  @Nested
  class ExactlyOnceEffects {
    @Test
    void crashBetweenEffectAndCompletion_mayRepeatTheEffect_notLoseIt() {
      world.publish("o1");
      Worker worker =
          world.worker(
              (order, context) -> {
                if (runs.incrementAndGet() == 1) {
                  throw new SimulatedCrash("after the effect");
                }
              });

      assertThat(catchCrash(worker)).isTrue();
      world.clock.advance(World.LEASE);
      worker.step();

      assertThat(runs).hasValue(2);
      assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
      assertThat(world.record("o1").attempts()).isEqualTo(2);
    }

    @Test
    void effectInTheCompletionsCommit_happensOnce_whateverCrashes() {
      List<String> ledger = new ArrayList<>();
      world.publish("o1");
      Worker worker =
          world.worker(
              (order, context) -> {
                context
                    .completion()
                    .unwrap(InMemoryCommit.class)
                    .orElseThrow()
                    .commit(() -> ledger.add(order));
                if (runs.incrementAndGet() == 1) {
                  throw new SimulatedCrash("after the commit");
                }
              });

      assertThat(catchCrash(worker)).isTrue();
      world.clock.advance(World.LEASE);
      worker.step();

      assertThat(ledger).containsExactly("o1");
      assertThat(runs).hasValue(1);
      assertThat(world.orders().depth()).isZero();
    }
  }

  private static boolean catchCrash(Worker worker) {
    try {
      worker.step();
      return false;
    } catch (SimulatedCrash expected) {
      return true;
    }
  }
}
