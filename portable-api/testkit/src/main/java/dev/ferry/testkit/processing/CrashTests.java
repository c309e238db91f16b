package dev.ferry.testkit.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.DEAD_LETTERED;
import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Worker;
import dev.ferry.simulation.SimulatedCrash;
import dev.ferry.testkit.Feature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process that ends in the middle leaves its message to the next one. */
@Feature("Crash of a worker")
interface CrashTests extends ProcessingTests {

  /** Polls until the handler ends the process. */
  private void runUntilCrash(MessageHandler<String> handler) {
    Worker worker = stage().worker(handler);
    boolean[] crashed = {false};
    stage()
        .runUntil(
            worker,
            () -> {
              try {
                stage().run(worker);
              } catch (SimulatedCrash end) {
                crashed[0] = true;
              }
              return crashed[0];
            });
  }

  @Test
  default void messageOfACrashedWorker_comesAgain() {
    List<Integer> attempts = new ArrayList<>();
    stage().publish("o1");
    runUntilCrash(
        (order, context) -> {
          attempts.add(context.attempt());
          throw new SimulatedCrash("handler");
        });
    Worker next = stage().worker((order, context) -> attempts.add(context.attempt()));

    stage().run(next);
    assertThat(attempts).as("while the lease lasts").containsExactly(1);
    stage().passLeases();
    stage().runUntil(next, () -> stage().happened(HANDLED));

    assertThat(attempts).containsExactly(1, 2);
    stage().assertSettled();
  }

  /** Its attempts are counted before it runs, so it cannot crash every process for ever. */
  @Test
  default void messageThatCrashesEveryWorker_isDeadLettered_withoutRunningAgain() {
    stage().publish("o1");
    for (int attempt = 1; attempt <= Stage.ATTEMPTS; attempt++) {
      runUntilCrash(
          (order, context) -> {
            throw new SimulatedCrash("handler");
          });
      stage().passLeases();
    }
    List<String> runs = new ArrayList<>();
    Worker next = stage().worker((order, context) -> runs.add(order));

    stage().runUntil(next, () -> stage().happened(DEAD_LETTERED));

    assertThat(runs).isEmpty();
    var story = Stage.story(stage().take(stage().dead()));
    assertThat(story.summary().reason()).isEqualTo("ATTEMPTS_EXHAUSTED");
    assertThat(story.summary().attempts()).isEqualTo(Stage.ATTEMPTS);
    stage().assertSettled();
  }

  @Test
  default void crashAfterTheCommit_leavesOneEffect_andSendsWhatItStaged() {
    var ledger = stage().ledger();
    String entry = stage().sourceSpec.name();
    stage().publish("o1");
    runUntilCrash(
        (order, context) -> {
          context.publish(Stage.RECEIPTS, stage().order("receipt"));
          assertThat(ledger.commit(entry, context.completion())).isNotNull();
          throw new SimulatedCrash("after the commit");
        });
    stage().scene().assertEmpty(stage().scene().subscription(stage().receipts()));
    stage().passLeases();
    List<String> runs = new ArrayList<>();
    Worker next = stage().worker((order, context) -> runs.add(order));

    stage().runUntil(next, () -> !stage().events().isEmpty());

    assertThat(runs).isEmpty();
    assertThat(ledger.occurrences(entry)).isEqualTo(1);
    assertThat(stage().take(stage().receipts()).body().utf8()).isEqualTo("receipt");
    stage().assertSettled();
  }

  @Test
  default void crashBeforeTheCommit_leavesNoEffect_andTheNextHasIt() {
    var ledger = stage().ledger();
    String entry = stage().sourceSpec.name();
    stage().publish("o1");
    runUntilCrash(
        (order, context) -> {
          context.publish(Stage.RECEIPTS, stage().order("receipt"));
          throw new SimulatedCrash("before the commit");
        });
    assertThat(ledger.occurrences(entry)).isZero();
    stage().passLeases();
    Worker next =
        stage()
            .worker(
                (order, context) -> {
                  context.publish(Stage.RECEIPTS, stage().order("receipt"));
                  assertThat(ledger.commit(entry, context.completion())).isNotNull();
                });

    stage().runUntil(next, () -> stage().happened(HANDLED));

    assertThat(ledger.occurrences(entry)).isEqualTo(1);
    assertThat(stage().scene().drain(stage().scene().subscription(stage().receipts())))
        .containsExactly("receipt");
    stage().assertSettled();
  }
}
