package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Subscription;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a message that was received. */
@Feature("Ack and nack")
interface SettleTests extends BrokerTests {

  @Test
  default void receivedMessage_isNobodyElses() {
    Address queue = scene().queue();
    scene().publish(queue, "a");
    Subscription mine = scene().subscription(queue);
    Subscription others = scene().subscription(queue);

    Delivery delivery = scene().receiveOne(mine);

    assertThat(delivery.ackDeadline()).isAfter(scene().harness().timeline().now());
    scene().assertEmpty(others);
    scene().assertEmpty(mine);
  }

  @Test
  default void ack_isForGood() {
    Address queue = scene().queue();
    scene().publish(queue, "a");
    Subscription subscription = scene().subscription(queue);

    scene().receiveOne(subscription).ack();

    scene().passLease();
    scene().assertEmpty(subscription);
    scene()
        .channels()
        .depth(queue)
        .ifPresent(depth -> assertThat(depth.total()).as("messages held").isZero());
  }

  @Test
  default void nack_redelivers() {
    Address queue = scene().queue();
    scene().publish(queue, "a");
    Subscription subscription = scene().subscription(queue);
    Delivery first = scene().receiveOne(subscription);

    first.nack(Duration.ZERO);
    scene().pass(scene().ticks(1));

    Delivery again = scene().receiveOne(subscription);
    assertThat(again.message()).isEqualTo(first.message());
    again.ack();
    scene().passLease();
    scene().assertEmpty(subscription);
  }

  @Test
  default void verbOfOne_leavesTheOthersOfItsBatchAlone() {
    Address queue = scene().queue();
    List.of("a", "b", "c").forEach(text -> scene().publish(queue, text));
    Subscription subscription = scene().subscription(queue);
    List<Delivery> batch = scene().receive(subscription, 3);

    for (Delivery delivery : batch) {
      switch (Scene.text(delivery)) {
        case "a" -> delivery.ack();
        case "b" -> delivery.nack(Duration.ZERO);
        default -> {}
      }
    }
    scene().pass(scene().ticks(1));
    assertThat(scene().drain(subscription)).containsExactly("b");
    scene().passLease();

    assertThat(scene().drain(subscription)).containsExactly("c");
  }
}
