package dev.ferry.testkit.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.DEAD_LETTERED;
import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.Worker;
import dev.ferry.processing.deadletter.RedrivePolicy;
import dev.ferry.testkit.Feature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dead letters go round again, as often as their policy says, and are parked then. */
@Feature("Redrive rounds, then park")
interface RedrivePolicyTests extends ProcessingTests {

  private static MessageHandler<String> failing(List<String> runs) {
    return (order, context) -> {
      runs.add(context.round() + "." + context.attempt());
      throw new IOException("no answer");
    };
  }

  @Test
  default void redrivenMessage_hasNewAttempts_andIsHandledOnce() {
    List<String> runs = new ArrayList<>();
    Worker broken = stage().worker(failing(runs));
    stage().publish("o1");
    stage().runUntil(broken, () -> stage().happened(DEAD_LETTERED));
    Worker mended =
        stage().worker((order, context) -> runs.add(context.round() + "." + context.attempt()));

    assertThat(stage().redrive(RedrivePolicy.defaults()).redriven()).isEqualTo(1);
    stage().runUntil(mended, () -> stage().happened(HANDLED));

    assertThat(runs).containsExactly("0.1", "0.2", "0.3", "1.1");
    stage().scene().assertEmpty(stage().scene().subscription(stage().dead()));
    stage().assertSettled();
  }

  @Test
  default void redriveWithinTheDeduplicationWindow_isNotSwallowed() {
    stage().ordered();
    stage().rules = binding -> binding.deadLetterOn(IOException.class);
    List<String> runs = new ArrayList<>();
    Worker worker = stage().worker(failing(runs));
    stage().publishKeyed("a1");
    for (int round = 0; round < 3; round++) {
      int letters = round + 1;
      stage().runUntil(worker, () -> stage().count(DEAD_LETTERED) == letters);
      assertThat(stage().redrive(RedrivePolicy.defaults()).redriven()).isEqualTo(1);
    }
    stage().runUntil(worker, () -> stage().count(DEAD_LETTERED) == 4);

    assertThat(runs).containsExactly("0.1", "1.1", "2.1", "3.1");
  }

  @Test
  default void messageThatFailsInEveryRound_isParked() {
    RedrivePolicy twice = new RedrivePolicy(2);
    List<String> runs = new ArrayList<>();
    Worker worker = stage().worker(failing(runs));
    stage().publish("o1");
    for (int round = 0; round < 2; round++) {
      int letters = round + 1;
      stage().runUntil(worker, () -> stage().count(DEAD_LETTERED) == letters);
      assertThat(stage().redrive(twice).redriven()).isEqualTo(1);
    }
    stage().runUntil(worker, () -> stage().count(DEAD_LETTERED) == 3);

    assertThat(stage().redrive(twice).parked()).isEqualTo(1);

    assertThat(runs).containsExactly("0.1", "0.2", "0.3", "1.1", "1.2", "1.3", "2.1", "2.2", "2.3");
    Message parked = stage().take(stage().parked());
    assertThat(parked.id()).isEqualTo("o1");
    assertThat(parked.history().attempts()).isEqualTo(9);
    assertThat(Stage.story(parked).summary().reason()).isEqualTo("ATTEMPTS_EXHAUSTED");
    stage().scene().assertEmpty(stage().scene().subscription(stage().dead()));
    stage().assertSettled();
  }

  @Test
  default void letterOfTheBrokersOwn_isRedriven_intoANewRound() {
    stage().scene().requires(stage().scene().capabilities().maxDeliveries(), "limit of deliveries");
    int limit = stage().scene().limit(2);
    stage().sourceSpec =
        QueueSpec.standard(stage().sourceSpec.name()).withDeadLetter(limit, stage().deadName());
    stage().publish("o1");
    Subscription nobody = stage().scene().subscription(stage().source());
    stage().scene().nack(nobody, limit);
    stage().scene().assertEmpty(nobody);

    assertThat(stage().redrive(RedrivePolicy.defaults()).redriven()).isEqualTo(1);
    List<String> runs = new ArrayList<>();
    Worker worker =
        stage().worker((order, context) -> runs.add(context.round() + "." + context.attempt()));
    stage().runUntil(worker, () -> stage().happened(HANDLED));

    assertThat(runs).containsExactly("1.1");
    stage().assertSettled();
  }

  /** A copy of an earlier life that comes late does nothing to the later one. */
  @Test
  default void lateCopyOfAnEarlierRound_isSuppressed() {
    stage().rules = binding -> binding.deadLetterOn(IOException.class);
    List<String> runs = new ArrayList<>();
    Worker broken = stage().worker(failing(runs));
    Message order = stage().order("o1");
    stage().scene().publish(stage().source(), order);
    stage().runUntil(broken, () -> stage().happened(DEAD_LETTERED));
    assertThat(stage().redrive(RedrivePolicy.defaults()).redriven()).isEqualTo(1);
    Worker mended =
        stage().worker((text, context) -> runs.add(context.round() + "." + context.attempt()));
    stage().runUntil(mended, () -> stage().happened(HANDLED));

    stage().scene().publish(stage().source(), order);
    stage().runUntil(mended, () -> stage().events().size() == 3);

    assertThat(runs).containsExactly("0.1", "1.1");
    stage().assertSettled();
  }
}
