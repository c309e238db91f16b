package dev.ferry.testkit.processing;

import static dev.ferry.processing.ProcessingEvent.Kind.DEAD_LETTERED;
import static dev.ferry.processing.ProcessingEvent.Kind.HANDLED;
import static dev.ferry.processing.ProcessingEvent.Kind.PARKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.processing.Worker;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What can never be handled is dead-lettered without running, and holds nothing up. */
@Feature("Poison and expired messages")
interface PoisonTests extends ProcessingTests {
  Body NOT_UTF8 = Body.of(new byte[] {'o', (byte) 0xC3, '('});

  /** Handles what is there until something was dead-lettered: which runs there were. */
  private List<String> runs() {
    List<String> runs = new ArrayList<>();
    Worker worker = stage().worker((order, context) -> runs.add(order));
    stage().runUntil(worker, () -> stage().happened(DEAD_LETTERED) || stage().happened(PARKED));
    stage().assertSettled();
    return runs;
  }

  private void sendForeign(Body body, Map<String, String> attributes) {
    String id = UUID.randomUUID().toString();
    assertThat(
            stage()
                .scene()
                .sendForeign(
                    stage().source(),
                    new OutboundMessage(id, body, attributes, null, id, Duration.ZERO)))
        .hasSize(1);
  }

  @Test
  default void malformedMetadata_isDeadLettered_unrun_withItsBody() {
    sendForeign(Body.of("an order"), Map.of("ferry", "v=1&id=%zz", "kind", "order"));

    assertThat(runs()).isEmpty();
    Message letter = stage().take(stage().dead());
    assertThat(letter.body().utf8()).isEqualTo("an order");
    assertThat(letter.attributes()).containsEntry("kind", "order");
    assertThat(Stage.story(letter).summary().reason()).isEqualTo("MALFORMED_METADATA");
  }

  @Test
  default void bodyThatCannotBeDecoded_isDeadLettered_unrun_asItWas() {
    stage().scene().publish(stage().source(), Message.of(NOT_UTF8).withId("o1"));

    assertThat(runs()).isEmpty();
    Message letter = stage().take(stage().dead());
    assertThat(letter.body()).isEqualTo(NOT_UTF8);
    assertThat(Stage.story(letter).summary().reason()).isEqualTo("UNDECODABLE");
  }

  @Test
  default void poison_holdsUpNoOther() {
    stage().publish("o1");
    stage().scene().publish(stage().source(), Message.of(NOT_UTF8));
    stage().publish("o2");
    List<String> runs = new ArrayList<>();
    Worker worker = stage().worker((order, context) -> runs.add(order));

    stage().runUntil(worker, () -> stage().count(HANDLED) == 2 && stage().happened(DEAD_LETTERED));

    assertThat(runs).containsExactlyInAnyOrder("o1", "o2");
    stage().assertSettled();
  }

  @Test
  default void foreignMessage_isHandled() {
    sendForeign(Body.of("foreign"), Map.of("kind", "order"));
    List<String> runs = new ArrayList<>();
    Worker worker = stage().worker((order, context) -> runs.add(order));

    stage().runUntil(worker, () -> stage().happened(HANDLED));

    assertThat(runs).containsExactly("foreign");
    stage().assertSettled();
  }

  @Test
  default void messageOlderThanItsPolicyAllows_isDeadLettered_unrun() {
    stage().settings.maxAge(Duration.ofHours(1));
    publishOld(Duration.ofHours(2));

    assertThat(runs()).isEmpty();
    assertThat(Stage.story(stage().take(stage().dead())).summary().reason()).isEqualTo("EXPIRED");
  }

  @Test
  default void messageOlderThanItsRecordIsKept_isParked_unrun() {
    stage().settings.recordRetention(Duration.ofDays(30));
    publishOld(Duration.ofDays(31));

    assertThat(runs()).isEmpty();
    assertThat(Stage.story(stage().take(stage().parked())).summary().reason())
        .isEqualTo("OLDER_THAN_RECORD");
    stage().scene().assertEmpty(stage().scene().subscription(stage().dead()));
  }

  private void publishOld(Duration age) {
    Instant made = stage().scene().harness().timeline().now().minus(age);
    stage()
        .scene()
        .publish(stage().source(), stage().order("old").toBuilder().timestamp(made).build());
  }
}
