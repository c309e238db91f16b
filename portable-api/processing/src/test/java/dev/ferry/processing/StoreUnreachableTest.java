package dev.ferry.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.DISCARDED;
import static dev.ferry.processing.ProcessingEvent.Kind.RETRIED;
import static dev.ferry.processing.ProcessingEvent.Kind.STARTED;
import static dev.ferry.processing.ProcessingEvent.Kind.STORE_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.processing.FlakyStore.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The rows of the failure contract in which the store cannot be asked, or is not heard. */
class StoreUnreachableTest {
  private final World world = new World();
  private final AtomicInteger runs = new AtomicInteger();

  private final MessageHandler<String> succeeds = (order, context) -> runs.incrementAndGet();
  private final MessageHandler<String> fails =
      (order, context) -> {
        runs.incrementAndGet();
        throw new IOException("no answer");
      };

  @Test
  void storeUnreachableAtTheClaim_goesBackForLongest_unrun() {
    world.store.down(Call.CLAIM);
    world.publish("o1");

    world.worker(succeeds).step();

    assertThat(runs).hasValue(0);
    assertThat(world.settlements()).containsExactly("Nack");
    assertThat(world.lastNack()).isEqualTo(World.LONGEST_DELAY);
    assertThat(world.events.kinds()).containsExactly(STORE_UNREACHABLE);
  }

  @Test
  void claimStoredUnheard_afterALongWait_isAskedForAgain_andIsNoSecondAttempt() {
    world.store.before(Call.CLAIM, () -> world.clock.advance(Duration.ofSeconds(5)));
    world.store.loseAnswers(Call.CLAIM, 1);
    world.publish("o1");

    world.worker(fails).step();

    assertThat(runs).hasValue(1);
    assertThat(world.record("o1").attempts()).isEqualTo(1);
    assertThat(world.events.kinds()).containsExactly(STARTED, RETRIED);
  }

  @Test
  void storeUnreachableBeforeTheDeadLetter_goesBackForLongest_andSendsNothing() {
    world.bound = binding -> binding.deadLetterOn(IOException.class);
    world.store.down(Call.DEAD_LETTERING);
    world.publish("o1");

    world.worker(fails).step();

    assertThat(world.settlements()).containsExactly("Nack");
    assertThat(world.lastNack()).isEqualTo(World.LONGEST_DELAY);
    assertThat(world.broker.queue("orders-dead").sent()).isEmpty();
  }

  @Test
  void storeUnreachableBeforeADiscard_goesBackForLongest() {
    world.bound = binding -> binding.discardOn(IOException.class, "stale");
    world.store.down(Call.COMPLETE);
    world.publish("o1");

    world.worker(fails).step();

    assertThat(world.settlements()).containsExactly("Nack");
    assertThat(world.lastNack()).isEqualTo(World.LONGEST_DELAY);
    assertThat(world.events.kinds()).doesNotContain(DISCARDED);
  }

  @Test
  void storeUnreachableAfterTheEffect_acksAndCounts() {
    world.store.down(Call.COMPLETE);
    world.publish("o1");

    world.worker(succeeds).step();

    assertThat(world.settlements()).containsExactly("Ack");
    assertThat(world.events.count(ProcessingEvent.Kind.COMPLETION_LOST)).isEqualTo(1);
  }

  @Test
  void storeUnreachableAtTheRelease_goesBackAllTheSame() {
    world.store.down(Call.RELEASE);
    world.publish("o1");

    world.worker(fails).step();

    assertThat(world.settlements()).containsExactly("Nack");
    assertThat(world.lastNack()).isEqualTo(World.FIRST_DELAY);
  }

  @Test
  void lostAnswers_ofEveryWrite_changeNothing() {
    for (Call call : Call.values()) {
      world.store.loseAnswers(call, 1);
    }
    world.bound = binding -> binding.deadLetterOn(IOException.class);
    world.publish("o1");
    world.worker(succeeds).step();
    world.publish("o2");
    world.worker(fails).step();

    assertThat(world.settlements()).containsExactly("Ack", "Ack");
    assertThat(world.record("o1").attempts()).isEqualTo(1);
    assertThat(world.record("o2").state()).isEqualTo(State.DEAD_LETTERED);
    assertThat(world.broker.queue("orders-dead").sent()).hasSize(1);
  }
}
