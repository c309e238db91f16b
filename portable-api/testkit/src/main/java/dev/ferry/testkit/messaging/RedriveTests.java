package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A dead letter goes back to its handler and begins a new round. */
@Feature("Redrive")
interface RedriveTests extends BrokerTests {

  /** Sends the one message of a queue to another as a dead letter, and acks it. */
  private void deadLetter(Address from, Address to) {
    Delivery delivery = scene().receiveOne(scene().subscription(from));
    scene().publisher(to).forward(Letters.deadLetter(delivery.message()));
    delivery.ack();
  }

  private void redrive(Address from, Address to) {
    Delivery letter = scene().receiveOne(scene().subscription(from));
    scene().publisher(to).forward(Letters.redriven(letter.message()));
    letter.ack();
  }

  @Test
  default void redrive_beginsTheNextRound_andKeepsIdAndHistory() {
    Address dead = scene().queue();
    Address queue = scene().queue();
    Message order = scene().publish(queue, Message.of("order").withId("order-1"));

    for (int round = 1; round <= 3; round++) {
      deadLetter(queue, dead);
      redrive(dead, queue);
      Delivery back = scene().receiveOne(scene().subscription(queue));

      assertThat(back.message().id()).isEqualTo(order.id());
      assertThat(back.message().body()).isEqualTo(order.body());
      assertThat(back.message().history())
          .isEqualTo(new History(round, 5 * round, Letters.FAILED, Letters.SOURCE));
      back.nack(Duration.ZERO);
      scene().pass(scene().ticks(1));
    }
    scene().assertEmpty(scene().subscription(dead));
  }

  @Test
  default void redriveWithinTheDeduplicationWindow_isNotSwallowed() {
    Address dead = scene().orderedQueue();
    Address queue = scene().orderedQueue();
    scene().publish(queue, Message.builder(Body.of("order")).orderingKey("key").build());

    for (int round = 1; round <= 3; round++) {
      deadLetter(queue, dead);
      redrive(dead, queue);
      Delivery back = scene().receiveOne(scene().subscription(queue));

      assertThat(back.message().history().round()).isEqualTo(round);
      assertThat(back.message().orderingKey()).isEqualTo("key");
      back.nack(Duration.ZERO);
      scene().pass(scene().ticks(1));
    }
  }

  @Test
  default void redriveThatIsRepeated_isStoredOnce_whereTheBrokerRemembers() {
    Address queue =
        scene()
            .queue(QueueSpec.ordered(scene().newName()).withDeduplicationWindow(scene().ticks(10)));
    Subscription subscription = scene().subscription(queue);
    scene()
        .requires(
            !subscription.capabilities().deduplicationWindow().isZero(), "deduplication window");
    Message letter =
        Letters.deadLetter(Message.builder(Body.of("order")).orderingKey("key").build());

    scene().publisher(queue).forward(Letters.redriven(letter));
    scene().publisher(queue).forward(Letters.redriven(letter));

    assertThat(scene().drain(subscription)).containsExactly("order");
  }

  @Test
  default void letterOfTheBrokersOwn_isRedriven_withAHistory() {
    scene().requires(scene().capabilities().maxDeliveries(), "limit of deliveries");
    QueueSpec deadSpec = QueueSpec.standard(scene().newName());
    Address dead = scene().queue(deadSpec);
    Address queue =
        scene()
            .queue(
                QueueSpec.standard(scene().newName())
                    .withDeadLetter(scene().limit(1), deadSpec.name()));
    Message order = scene().publish(queue, "order");
    Subscription source = scene().subscription(queue);
    scene().nack(source, scene().limit(1));
    scene().assertEmpty(source);

    Delivery letter = scene().receiveOne(scene().subscription(dead));
    Message next = letter.message().withHistory(new History(1, 0, Letters.FAILED, Letters.SOURCE));
    scene().publisher(queue).forward(Letters.redriven(next));
    letter.ack();

    Delivery back = scene().receiveOne(source);
    assertThat(back.message().id()).isEqualTo(order.id());
    assertThat(back.message().history().round()).isEqualTo(1);
    assertThat(back.deliveryCount()).as("deliveries of the new round").isLessThanOrEqualTo(1);
  }
}
