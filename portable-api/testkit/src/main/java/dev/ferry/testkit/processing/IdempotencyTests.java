package dev.ferry.testkit.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.DEAD_LETTERED;
import static dev.ferry.processing.ProcessingEvent.Kind.FENCED_OUT;
import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static dev.ferry.processing.ProcessingEvent.Kind.STORE_UNREACHABLE;
import static dev.ferry.processing.ProcessingEvent.Kind.SUPPRESSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Capabilities.DeliveryCount;
import dev.ferry.messaging.Message;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.Worker;
import dev.ferry.testkit.Feature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Duplicates, takeovers and a store that is away. */
@Feature("Effects once")
interface IdempotencyTests extends ProcessingTests {

  private void publishTwice(Message order) {
    stage().scene().publish(stage().source(), order);
    stage().scene().publish(stage().source(), order);
  }

  @Test
  default void duplicate_isSuppressed() {
    List<String> runs = new ArrayList<>();
    Worker worker = stage().worker((order, context) -> runs.add(order));
    publishTwice(stage().order("o1"));

    stage().runUntil(worker, () -> stage().happened(SUPPRESSED));

    assertThat(runs).containsExactly("o1");
    stage().assertSettled();
  }

  @Test
  default void duplicateOfADeadLetter_makesNoSecondOne() {
    stage().rules = binding -> binding.deadLetterOn(IOException.class);
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  throw new IOException("no answer");
                });
    publishTwice(stage().order("o1"));

    stage().runUntil(worker, () -> stage().events().size() == 2);

    assertThat(stage().events()).containsExactlyInAnyOrder(DEAD_LETTERED, SUPPRESSED);
    assertThat(stage().scene().drain(stage().scene().subscription(stage().dead())))
        .containsExactly("o1");
    stage().assertSettled();
  }

  @Test
  @Feature("Store unreachable")
  default void storeThatCannotBeReached_costsNoAttempt_andLosesNothing() {
    List<Integer> attempts = new ArrayList<>();
    Worker worker = stage().worker((order, context) -> attempts.add(context.attempt()));
    stage().publish("o1", "o2");
    stage().store.setDown(true);
    stage().runUntil(worker, () -> stage().count(STORE_UNREACHABLE) >= 2);
    assertThat(attempts).isEmpty();

    stage().store.setDown(false);
    stage().runUntil(worker, () -> stage().count(HANDLED) == 2);

    assertThat(attempts).containsExactly(1, 1);
    stage().assertSettled();
  }

  /** The first owner is slow; a second takes over and has the effect; the first must not. */
  @Test
  @Feature("Fenced out by a later owner")
  default void lateOwner_hasNoEffect_andSettlesNothing() {
    var ledger = stage().ledger();
    String entry = stage().sourceSpec.name();
    stage().options = stage().options.withHeartbeat(false);
    Worker second = stage().worker((order, context) -> ledger.commit(entry, context.completion()));
    List<Written> late = new ArrayList<>();
    Worker first =
        stage()
            .worker(
                (order, context) -> {
                  stage().passLeases();
                  stage().runUntil(second, () -> stage().happened(HANDLED));
                  late.add(ledger.commit(entry, context.completion()));
                });
    stage().publish("o1");

    stage().runUntil(first, () -> !late.isEmpty());

    assertThat(late).containsExactly(Written.FENCED_OUT);
    assertThat(ledger.occurrences(entry)).isEqualTo(1);
    assertThat(stage().events()).containsExactly(HANDLED, FENCED_OUT);
    stage().assertSettled();
  }

  @Test
  @Feature("At most once")
  default void atMostOnce_runsOnce_alsoWhenItFails() {
    stage().settings.guarantee(Guarantee.AT_MOST_ONCE);
    List<String> runs = new ArrayList<>();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  runs.add(order);
                  throw new IOException("no answer");
                });
    publishTwice(stage().order("o1"));

    stage().runUntil(worker, () -> stage().events().size() == 2);

    assertThat(runs).containsExactly("o1");
    assertThat(Stage.story(stage().take(stage().dead())).summary().reason())
        .isEqualTo("FAILED_AT_MOST_ONCE");
    stage().assertSettled();
  }

  @Test
  @Feature("At least once, without a store")
  default void atLeastOnce_goesByTheBrokersCount() {
    stage()
        .scene()
        .requires(
            stage().scene().capabilities().deliveryCount() != DeliveryCount.NONE, "delivery count");
    stage().settings.guarantee(Guarantee.AT_LEAST_ONCE);
    stage().store.setDown(true);
    List<Integer> attempts = new ArrayList<>();
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  attempts.add(context.attempt());
                  throw new IOException("no answer");
                });
    stage().publish("o1");

    stage().runUntil(worker, () -> stage().happened(DEAD_LETTERED));

    assertThat(attempts).hasSizeBetween(1, Stage.ATTEMPTS).isSorted();
    assertThat(Stage.story(stage().take(stage().dead())).summary().reason())
        .isEqualTo("ATTEMPTS_EXHAUSTED");
    stage().assertSettled();
  }
}
