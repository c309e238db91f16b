package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A message that is given up lies in its dead-letter queue, with its story. */
@Feature("Dead letters by the broker itself")
interface DeadLetterTests extends BrokerTests {

  /**
   * A queue and its dead-letter queue.
   *
   * @param source the queue
   * @param dead its dead-letter queue
   */
  record Pair(Address source, Address dead) {}

  private Pair standard(int maxDeliveries) {
    return pair(
        QueueSpec.standard(scene().newName()),
        QueueSpec.standard(scene().newName()),
        maxDeliveries);
  }

  private Pair pair(QueueSpec deadSpec, QueueSpec spec, int maxDeliveries) {
    Address dead = scene().queue(deadSpec);
    return new Pair(scene().queue(spec.withDeadLetter(maxDeliveries, deadSpec.name())), dead);
  }

  private static Message order() {
    return Message.builder(Body.of("order"))
        .id("order-1")
        .attribute("kind", "order")
        .orderingKey("key")
        .build();
  }

  @Test
  default void messageDeliveredTooOften_liesInTheDeadLetterQueue_asItWas() {
    scene().requires(scene().capabilities().maxDeliveries(), "limit of deliveries");
    int limit = scene().limit(3);
    Pair queues = standard(limit);
    Message order = scene().publish(queues.source(), order());
    Subscription source = scene().subscription(queues.source());
    Subscription dead = scene().subscription(queues.dead());

    for (int delivery = 1; delivery <= limit; delivery++) {
      scene().assertEmpty(dead);
      scene().receiveOne(source).nack(Duration.ZERO);
      scene().pass(scene().ticks(1));
    }

    scene().assertEmpty(source);
    Delivery letter = scene().receiveOne(dead);
    assertThat(letter.message().id()).isEqualTo(order.id());
    assertThat(letter.message().body()).isEqualTo(order.body());
    assertThat(letter.message().attributes()).containsAllEntriesOf(order.attributes());
    assertThat(letter.message().history().round()).isZero();
    assertThat(Envelope.read(letter.message())).isEmpty();
  }

  @Test
  default void leasesThatEnd_leadToTheDeadLetterQueueToo() {
    scene().requires(scene().capabilities().maxDeliveries(), "limit of deliveries");
    int limit = scene().limit(2);
    Pair queues = standard(limit);
    scene().publish(queues.source(), "crashing");
    Subscription source = scene().subscription(queues.source());
    for (int delivery = 1; delivery <= limit; delivery++) {
      assertThat(Scene.text(scene().receiveOne(source))).isEqualTo("crashing");
      scene().passLease();
    }

    scene().assertEmpty(source);
    assertThat(scene().drain(scene().subscription(queues.dead()))).containsExactly("crashing");
  }

  @Test
  default void deadLetterVerb_movesTheMessage_withItsEnvelope() {
    scene().requires(scene().capabilities().nativeDeadLetter(), "verb that dead-letters");
    Pair queues = standard(100);
    Message order = scene().publish(queues.source(), order());
    Subscription source = scene().subscription(queues.source());
    Delivery delivery = scene().receiveOne(source);

    delivery.deadLetter("REJECTED", "for people", Letters.deadLetter(delivery.message()));

    scene().passLease();
    scene().assertEmpty(source);
    assertStory(order, scene().receiveOne(scene().subscription(queues.dead())).message());
  }

  private static void assertStory(Message order, Message letter) {
    assertThat(letter.id()).isEqualTo(order.id());
    assertThat(letter.body()).isEqualTo(order.body());
    assertThat(letter.attributes()).containsAllEntriesOf(order.attributes());
    assertThat(letter.history().round()).isEqualTo(1);
    assertThat(letter.history().attempts()).isEqualTo(5);
    assertThat(Envelope.read(letter)).contains(Letters.ENVELOPE);
  }

  @Test
  default void deadLetterVerb_leavesOthersAlone() {
    scene().requires(scene().capabilities().nativeDeadLetter(), "verb that dead-letters");
    Pair queues = standard(100);
    scene().publish(queues.source(), "bad");
    scene().publish(queues.source(), "good");
    Subscription source = scene().subscription(queues.source());
    for (Delivery delivery : scene().receive(source, 2)) {
      if (Scene.text(delivery).equals("bad")) {
        delivery.deadLetter("REJECTED", "", Letters.deadLetter(delivery.message()));
      } else {
        delivery.nack(Duration.ZERO);
      }
    }
    scene().pass(scene().ticks(1));

    assertThat(scene().drain(source)).containsExactly("good");
    assertThat(scene().drain(scene().subscription(queues.dead()))).containsExactly("bad");
  }

  @Test
  @Feature("Dead letters with an envelope")
  default void deadLetterThatFerrySends_hasItsEnvelope() {
    Address dead = scene().queue();
    Address queue = scene().queue();
    Message order = scene().publish(queue, order());
    Subscription source = scene().subscription(queue);
    Delivery delivery = scene().receiveOne(source);

    scene().publisher(dead).forward(Letters.deadLetter(delivery.message()));
    delivery.ack();

    scene().passLease();
    scene().assertEmpty(source);
    assertStory(order, scene().receiveOne(scene().subscription(dead)).message());
  }

  @Test
  @Feature("Order of a key, under failure")
  default void deadLetterOfAKey_letsTheKeyGoOn() {
    QueueSpec deadSpec = QueueSpec.ordered(scene().newName());
    int limit = scene().limit(2);
    Pair queues = pair(deadSpec, QueueSpec.ordered(scene().newName()), limit);
    scene().requires(scene().capabilities().maxDeliveries(), "limit of deliveries");
    for (String text : List.of("k1", "k2", "k3")) {
      scene().publish(queues.source(), Message.builder(Body.of(text)).orderingKey("k").build());
    }
    Subscription source = scene().subscription(queues.source());
    for (int delivery = 1; delivery <= limit; delivery++) {
      Delivery failing = scene().receiveOne(source);
      assertThat(Scene.text(failing)).isEqualTo("k1");
      failing.nack(Duration.ZERO);
      scene().pass(scene().ticks(1));
    }

    assertThat(scene().drain(source)).containsExactly("k2", "k3");
    assertThat(scene().drain(scene().subscription(queues.dead()))).containsExactly("k1");
  }
}
