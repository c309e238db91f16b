package dev.ferry.testkit.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static dev.ferry.processing.ProcessingEvent.Kind.SEND_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.processing.Context;
import dev.ferry.processing.Worker;
import dev.ferry.testkit.Feature;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a handler publishes goes out when it is done, under ids that a repeated run makes again. */
@Feature("Publishing from a handler")
interface StagedMessageTests extends ProcessingTests {

  @Test
  default void stagedMessages_goOutOnce_whenTheHandlerSucceeds() {
    Worker worker =
        stage()
            .worker(
                (order, context) -> {
                  context.publish(Stage.RECEIPTS, Message.of("receipt " + context.attempt()));
                  if (context.attempt() == 1) {
                    throw new IOException("no answer");
                  }
                });
    stage().publish("o1");

    stage().runUntil(worker, () -> stage().happened(HANDLED));

    assertThat(stage().scene().drain(stage().scene().subscription(stage().receipts())))
        .containsExactly("receipt 2");
    stage().assertSettled();
  }

  @Test
  default void idOfAStagedMessage_isTheSameInEveryRun_andItsOwn() {
    stage().options = stage().options.withHeartbeat(false);
    Worker second = stage().worker((order, context) -> stage(context));
    Worker first =
        stage()
            .worker(
                (order, context) -> {
                  stage(context);
                  stage().passLeases();
                  stage().runUntil(second, () -> stage().happened(HANDLED));
                });
    stage().publish("o1");
    stage().runUntil(first, () -> stage().events().size() == 2);

    Subscription receipts = stage().scene().subscription(stage().receipts());
    List<String> ids =
        stage().scene().receive(receipts, 4).stream()
            .map(delivery -> delivery.message().id())
            .toList();
    assertThat(ids.stream().distinct()).hasSize(2);
    assertThat(ids.subList(0, 2)).containsExactlyInAnyOrderElementsOf(ids.subList(2, 4));
  }

  private static void stage(Context context) {
    context.publish(Stage.RECEIPTS, Message.of("first"));
    context.publish(Stage.RECEIPTS, "named", Message.of("second"));
  }

  @Test
  default void stagedMessageThatCannotBeSent_keepsItsInput() {
    Worker worker =
        stage().worker((order, context) -> context.publish(Stage.RECEIPTS, Message.of("receipt")));
    stage().publish("o1");
    stage().scene().channels().delete(stage().receipts());

    stage().runUntil(worker, () -> stage().happened(SEND_FAILED));

    assertThat(stage().happened(HANDLED)).isFalse();
    stage().passLeases();
    assertThat(stage().scene().drain(stage().scene().subscription(stage().source())))
        .containsExactly("o1");
  }
}
