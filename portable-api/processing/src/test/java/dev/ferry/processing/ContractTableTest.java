package dev.ferry.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.DEAD_LETTERED;
import static dev.ferry.processing.ProcessingEvent.Kind.DISCARDED;
import static dev.ferry.processing.ProcessingEvent.Kind.FENCED_OUT;
import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static dev.ferry.processing.ProcessingEvent.Kind.IN_PROGRESS;
import static dev.ferry.processing.ProcessingEvent.Kind.NOT_ATTEMPTED;
import static dev.ferry.processing.ProcessingEvent.Kind.RETRIED;
import static dev.ferry.processing.ProcessingEvent.Kind.SEND_FAILED;
import static dev.ferry.processing.ProcessingEvent.Kind.STARTED;
import static dev.ferry.processing.ProcessingEvent.Kind.SUPPRESSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.processing.deadletter.Envelope;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The failure contract, row by row, as a worker keeps it. */
class ContractTableTest {
  private final World world = new World();
  private final AtomicInteger runs = new AtomicInteger();

  private final MessageHandler<String> succeeds = (order, context) -> runs.incrementAndGet();
  private final MessageHandler<String> fails =
      (order, context) -> {
        runs.incrementAndGet();
        throw new IOException("no answer");
      };

  @Test
  void success_acksAndCompletes() {
    world.publish("o1");

    world.worker(succeeds).step();

    assertThat(world.settlements()).containsExactly("Ack");
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
    assertThat(world.events.kinds()).containsExactly(STARTED, HANDLED);
  }

  @Test
  void failureForNow_goesBackForTheBackoff_andKeepsItsAttempt() {
    world.publish("o1");

    world.worker(fails).step();

    assertThat(world.settlements()).containsExactly("Nack");
    assertThat(world.lastNack()).isEqualTo(World.FIRST_DELAY);
    assertThat(world.record("o1").state()).isEqualTo(State.RELEASED);
    assertThat(world.record("o1").attempts()).isEqualTo(1);
    assertThat(world.events.kinds()).containsExactly(STARTED, RETRIED);
  }

  @Test
  void laterFailures_waitLonger_untilTheAttemptsAreOver() {
    world.publish("o1");
    Worker worker = world.worker(fails);

    worker.step();
    world.clock.advance(World.FIRST_DELAY);
    worker.step();
    assertThat(world.lastNack()).isEqualTo(World.FIRST_DELAY.multipliedBy(2));
    world.clock.advance(World.FIRST_DELAY.multipliedBy(2));
    worker.step();

    assertThat(runs).hasValue(World.ATTEMPTS);
    assertThat(world.settlements()).containsExactly("Nack", "Nack", "Ack");
    assertThat(world.record("o1").state()).isEqualTo(State.DEAD_LETTERED);
    assertThat(deadLetter().summary().reason()).isEqualTo("ATTEMPTS_EXHAUSTED");
  }

  @Test
  void failureForGood_isSentToTheDeadLetterQueue_thenAcked() {
    world.bound = binding -> binding.deadLetterOn(IOException.class);
    world.publish("o1");

    world.worker(fails).step();

    assertThat(world.settlements()).containsExactly("Ack");
    assertThat(world.record("o1").state()).isEqualTo(State.DEAD_LETTERED);
    assertThat(deadLetter().summary().reason()).isEqualTo("REJECTED");
    assertThat(world.events.kinds()).containsExactly(STARTED, DEAD_LETTERED);
  }

  @Test
  void failureForGood_whereTheBrokerHasDeadLetters_isMovedByIt() {
    world.source = TinyBroker.nativeDeadLetter();
    world.serving = services -> services.deadLetters(null);
    world.bound = binding -> binding.deadLetterOn(IOException.class);
    world.publish("o1");

    world.worker(fails).step();

    assertThat(world.settlements()).containsExactly("DeadLetter");
    Settlement.DeadLetter moved = world.orders().settlements(Settlement.DeadLetter.class).get(0);
    assertThat(moved.reason()).isEqualTo("REJECTED");
    assertThat(moved.description()).isEqualTo(IOException.class.getName());
    assertThat(moved.attributes().get("ferry")).contains("round=1").contains("n.dl.chain=");
    assertThat(world.record("o1").state()).isEqualTo(State.DEAD_LETTERED);
  }

  @Test
  void failureThatThePolicyNames_isAckedAndCounted() {
    world.bound = binding -> binding.discardOn(IOException.class, "stale");
    world.publish("o1");

    world.worker(fails).step();

    assertThat(world.settlements()).containsExactly("Ack");
    assertThat(world.record("o1").state()).isEqualTo(State.COMPLETED);
    assertThat(world.broker.queue("orders-dead").depth()).isZero();
    ProcessingEvent last = world.events.all().get(1);
    assertThat(last.kind()).isEqualTo(DISCARDED);
    assertThat(last.detail()).isEqualTo("stale");
  }

  @Test
  void failureThatNoPolicyNames_isNeverDiscarded() {
    world.bound = binding -> binding.discardOn(IllegalStateException.class, "stale");
    world.publish("o1");
    Worker worker = world.worker(fails);

    for (int attempt = 1; attempt <= World.ATTEMPTS; attempt++) {
      worker.step();
      world.clock.advance(World.LONGEST_DELAY);
    }

    assertThat(world.events.kinds()).doesNotContain(DISCARDED);
    assertThat(world.broker.queue("orders-dead").depth()).isEqualTo(1);
  }

  @Test
  void notAttempted_afterAnEarlierFailureOfItsKey_goesBackAtOnce() {
    world.source = TinyBroker.ordered();
    world.publish(world.message("o1").orderingKey("k").build());
    world.publish(world.message("o2").orderingKey("k").build());

    world.worker(fails).step();

    assertThat(world.settlements()).containsExactly("Nack", "Nack");
    assertThat(world.lastNack()).isEqualTo(Duration.ZERO);
    assertThat(world.hasRecord("o2")).isFalse();
    assertThat(world.events.of("o2")).containsExactly(NOT_ATTEMPTED);
  }

  @Test
  void fencedOutAfterTheEffect_settlesNothing() {
    world.publish("o1");

    world.worker((order, context) -> world.takeOver("o1")).step();

    assertThat(world.settlements()).isEmpty();
    assertThat(world.events.kinds()).containsExactly(STARTED, FENCED_OUT);
  }

  @Test
  void fencedOutAfterAFailure_settlesNothing() {
    world.publish("o1");

    world
        .worker(
            (order, context) -> {
              world.takeOver("o1");
              throw new IOException("too late");
            })
        .step();

    assertThat(world.settlements()).isEmpty();
    assertThat(world.events.kinds()).containsExactly(STARTED, FENCED_OUT);
  }

  @Test
  void fencedOutWhenGivenUp_settlesAndSendsNothing() {
    world.bound = binding -> binding.deadLetterOn(IOException.class);
    world.publish("o1");

    world
        .worker(
            (order, context) -> {
              world.takeOver("o1");
              throw new IOException("too late");
            })
        .step();

    assertThat(world.settlements()).isEmpty();
    assertThat(world.broker.queue("orders-dead").sent()).isEmpty();
  }

  @Test
  void fencedOutWhenDiscarded_settlesNothing() {
    world.bound = binding -> binding.discardOn(IOException.class, "stale");
    world.publish("o1");

    world
        .worker(
            (order, context) -> {
              world.takeOver("o1");
              throw new IOException("too late");
            })
        .step();

    assertThat(world.settlements()).isEmpty();
    assertThat(world.events.kinds()).containsExactly(STARTED, FENCED_OUT);
  }

  @Test
  void inProgressElsewhere_goesBackUntilTheLeaseEnds_withoutAnAttempt() {
    world.publish("o1");
    world.claimElsewhere("o1");
    world.clock.advance(Duration.ofSeconds(20));

    world.worker(succeeds).step();

    assertThat(runs).hasValue(0);
    assertThat(world.settlements()).containsExactly("Nack");
    assertThat(world.lastNack()).isEqualTo(World.LEASE.minusSeconds(20));
    assertThat(world.record("o1").attempts()).isEqualTo(1);
    assertThat(world.events.kinds()).containsExactly(IN_PROGRESS);
  }

  @Test
  void duplicateOfACompletedMessage_isAckedUnrun() {
    world.publish("o1");
    world.publish("o1");

    world.worker(succeeds).step();

    assertThat(runs).hasValue(1);
    assertThat(world.settlements()).containsExactly("Ack", "Ack");
    assertThat(world.events.kinds()).containsExactly(STARTED, HANDLED, SUPPRESSED);
  }

  @Test
  void duplicateOfADeadMessage_makesNoSecondDeadLetter() {
    world.bound = binding -> binding.deadLetterOn(IOException.class);
    world.publish("o1");
    world.publish("o1");

    world.worker(fails).step();

    assertThat(runs).hasValue(1);
    assertThat(world.settlements()).containsExactly("Ack", "Ack");
    assertThat(world.broker.queue("orders-dead").sent()).hasSize(1);
  }

  @Test
  void copyOfAnEarlierLife_isAckedUnrun() {
    world.publish("o1");
    IdempotencyKey key = IdempotencyKey.of("orders", World.HANDLER, "o1");
    world.records.claim(ClaimRequest.of(key, 1, World.LEASE, Duration.ofDays(60)));

    world.worker(succeeds).step();

    assertThat(runs).hasValue(0);
    assertThat(world.settlements()).containsExactly("Ack");
    assertThat(world.events.all().get(0).detail()).isEqualTo("Superseded");
  }

  @Test
  void deadLetterThatCannotBeSent_isNeverAcked_andIsSentAgain() {
    world.bound = binding -> binding.deadLetterOn(IOException.class);
    world.broker.queue("orders-dead").failSends(1);
    world.publish("o1");
    Worker worker = world.worker(fails);

    worker.step();
    assertThat(world.settlements()).containsExactly("Nack");
    assertThat(world.lastNack()).isEqualTo(World.LONGEST_DELAY);
    assertThat(world.record("o1").state()).isEqualTo(State.DEAD_LETTERING);
    assertThat(world.events.kinds()).containsExactly(STARTED, SEND_FAILED);

    world.clock.advance(World.LONGEST_DELAY);
    worker.step();
    assertThat(runs).hasValue(1);
    assertThat(world.settlements()).containsExactly("Nack", "Ack");
    assertThat(world.record("o1").state()).isEqualTo(State.DEAD_LETTERED);
  }

  @Test
  void attemptsThatNeverCameBack_areDeadLetteredUnrun() {
    world.publish("o1");
    for (int crash = 0; crash < World.ATTEMPTS; crash++) {
      world.claimElsewhere("o1");
      world.clock.advance(World.LEASE);
    }

    world.worker(succeeds).step();

    assertThat(runs).hasValue(0);
    assertThat(world.settlements()).containsExactly("Ack");
    assertThat(deadLetter().summary().reason()).isEqualTo("ATTEMPTS_EXHAUSTED");
    assertThat(deadLetter().summary().attempts()).isEqualTo(World.ATTEMPTS);
  }

  private Envelope deadLetter() {
    Message letter = world.messagesIn("orders-dead").get(0);
    world.clock.advance(TinyBroker.LEASE);
    return Envelope.read(letter).orElseThrow();
  }
}
