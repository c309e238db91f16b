package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What senders sent that do not know Ferry, or that know it better. */
@Feature("Messages of foreign senders")
interface ForeignMessageTests extends BrokerTests {

  private static OutboundMessage foreign(Map<String, String> attributes) {
    String id = UUID.randomUUID().toString();
    return new OutboundMessage(id, Body.of("foreign"), attributes, null, id, Duration.ZERO);
  }

  private Delivery received(Map<String, String> attributes) {
    Address queue = scene().queue();
    assertThat(scene().sendForeign(queue, foreign(attributes))).hasSize(1);
    return scene().receiveOne(scene().subscription(queue));
  }

  @Test
  default void foreignMessage_isReceivedWithItsAttributes() {
    Map<String, String> attributes = Map.of("kind", "order", "city", "Köln");
    Delivery delivery = received(attributes);

    assertThat(delivery.message().body().utf8()).isEqualTo("foreign");
    assertThat(delivery.message().attributes()).containsAllEntriesOf(attributes);
    assertThat(delivery.message().id()).isNotEmpty();
    assertThat(delivery.flaw()).isEmpty();
  }

  @Test
  default void foreignMessage_keepsItsIdThroughARedelivery() {
    Address queue = scene().queue();
    Subscription subscription = scene().subscription(queue);
    assertThat(scene().sendForeign(queue, foreign(Map.of()))).hasSize(1);
    Delivery first = scene().receiveOne(subscription);
    first.nack(Duration.ZERO);
    scene().pass(scene().ticks(1));

    assertThat(scene().receiveOne(subscription).message().id()).isEqualTo(first.message().id());
  }

  @Test
  default void sendersId_isTheMessagesId_whereTheBrokerCarriesIt() {
    Address queue = scene().orderedQueue();
    String id = UUID.randomUUID().toString();
    OutboundMessage sent =
        new OutboundMessage(id, Body.of("foreign"), Map.of(), "key", id, Duration.ZERO);
    assertThat(scene().sendForeign(queue, sent)).hasSize(1);

    Delivery delivery = scene().receiveOne(scene().subscription(queue));
    assertThat(delivery.message().id()).isEqualTo(id);
    assertThat(delivery.stableId()).isTrue();
  }

  @Test
  default void idOfACloudEvent_isTheMessagesId() {
    Delivery delivery = received(Map.of("ce-id", "event-1", "ce-specversion", "1.0"));

    assertThat(delivery.message().id()).isEqualTo("event-1");
    assertThat(delivery.stableId()).isTrue();
  }

  @Test
  default void malformedMetadata_isAFlaw_andNothingIsLost() {
    Delivery delivery = received(Map.of("ferry", "v=1&id=%zz", "kind", "order"));

    assertThat(delivery.flaw()).isPresent();
    assertThat(delivery.message().attributes()).containsEntry("kind", "order");
    assertThat(delivery.nativeAttributes()).containsEntry("ferry", "v=1&id=%zz");
  }

  @Test
  default void metadataOfANewerVersion_stillGivesIdAndRound() {
    Delivery delivery = received(Map.of("ferry", "v=9&id=order-1&round=2&unknown=1"));

    assertThat(delivery.flaw()).isEmpty();
    assertThat(delivery.message().id()).isEqualTo("order-1");
    assertThat(delivery.message().history().round()).isEqualTo(2);
  }

  /** A foreign message that leaves just enough room for what a dead letter needs. */
  @Test
  default void largestForeignMessageWithEveryAttribute_goesThroughTheDeadLetterQueueAndBack() {
    Address dead = scene().queue();
    Address queue = scene().queue();
    Publisher deadLetters = scene().publisher(dead);
    Publisher redrive = scene().publisher(queue);
    Foreign sender = new Foreign(scene().capabilities().limits());
    int size =
        sender.largestBody(
            sent ->
                deadLetters.fits(Letters.deadLetter(sent)) && redrive.fits(Letters.redriven(sent)));
    OutboundMessage sent = sender.message(size);
    assertThat(scene().sendForeign(queue, sent)).hasSize(1);

    Subscription source = scene().subscription(queue);
    Delivery first = scene().receiveOne(source);
    deadLetters.forward(Letters.deadLetter(first.message()));
    first.ack();
    Delivery letter = scene().receiveOne(scene().subscription(dead));
    redrive.forward(Letters.redriven(letter.message()));
    letter.ack();
    Message back = scene().receiveOne(source).message();

    assertThat(back.body()).isEqualTo(sent.body());
    assertThat(back.attributes()).containsAllEntriesOf(sent.attributes());
    assertThat(back.id()).isEqualTo(first.message().id());
    assertThat(back.history().round()).isEqualTo(1);
  }

  @Test
  default void foreignMessageOfMaximumSize_isTakenByTheBrokersOwnLimit_asItWas() {
    scene().requires(scene().capabilities().maxDeliveries(), "limit of deliveries");
    int limit = scene().limit(1);
    QueueSpec deadSpec = QueueSpec.standard(scene().newName());
    Address dead = scene().queue(deadSpec);
    Address queue =
        scene().queue(QueueSpec.standard(scene().newName()).withDeadLetter(limit, deadSpec.name()));
    OutboundMessage sent = new Foreign(scene().capabilities().limits()).ofMaximumSize();
    assertThat(scene().sendForeign(queue, sent)).hasSize(1);

    Subscription source = scene().subscription(queue);
    for (int delivered = 1; delivered <= limit; delivered++) {
      Delivery delivery = scene().receiveOne(source);
      assertThat(scene().publisher(dead).fits(Letters.deadLetter(delivery.message()))).isFalse();
      delivery.nack(Duration.ZERO);
      scene().pass(scene().ticks(1));
    }
    scene().assertEmpty(source);

    Delivery letter = scene().receiveOne(scene().subscription(dead));
    assertThat(letter.message().body()).isEqualTo(sent.body());
    assertThat(letter.message().attributes()).containsAllEntriesOf(sent.attributes());
  }
}
