package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.testkit.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is published is received, as it was. */
@Feature("Publish and receive")
interface PublishTests extends BrokerTests {

  @Test
  default void publish_isReceived_withEverythingThatItHas() {
    Address queue = scene().queue();
    Message full =
        Message.builder(Body.of("Grüße 😀"))
            .id("order-10248/größe")
            .orderingKey("VINET")
            .attributes(Map.of("kind", "order", "city", "Köln 100 %&=;", "x-empty-not", " "))
            .timestamp(Instant.parse("2026-11-22T10:15:30.123Z"))
            .contentType("application/json; charset=utf-8")
            .contentEncoding("identity")
            .history(new History(2, 7, Instant.parse("2026-11-20T01:02:03.004Z"), "sqs:orders"))
            .notes(Map.of("trace", "00-4bf92f35-01"))
            .build();

    scene().publish(queue, full);
    Delivery delivery = scene().receiveOne(scene().subscription(queue));

    assertThat(delivery.message()).isEqualTo(full);
    assertThat(delivery.stableId()).isTrue();
    assertThat(delivery.flaw()).isEmpty();
  }

  @Test
  default void publish_ofAnyBytes_isReceivedAsItWas() {
    byte[] bytes = new byte[1024];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Address queue = scene().queue();

    scene().publish(queue, Message.of(Body.of(bytes)));

    Message received = scene().receiveOne(scene().subscription(queue)).message();
    assertThat(received.body().toByteArray()).isEqualTo(bytes);
  }

  @Test
  default void publish_ofNoBytes_isReceivedAsItWas() {
    Address queue = scene().queue();

    scene().publish(queue, Message.of(Body.empty()));

    Message received = scene().receiveOne(scene().subscription(queue)).message();
    assertThat(received.body()).isEqualTo(Body.empty());
  }

  @Test
  default void publish_isStored_whenItReturns() {
    Address queue = scene().queue();
    Subscription subscription = scene().subscription(queue);
    Instant before = scene().harness().timeline().now();

    Message sent = scene().publish(queue, "a");
    Delivery delivery = scene().receiveOne(subscription);

    assertThat(delivery.message().id()).isEqualTo(sent.id());
    assertThat(delivery.brokerId()).isNotEmpty();
    assertThat(delivery.storedAt())
        .isBetween(before.minusSeconds(60), scene().harness().timeline().now().plusSeconds(60));
  }

  @Test
  default void subscriptionOpenedLater_receivesWhatWasThere() {
    Address queue = scene().queue();
    scene().publish(queue, "a");
    scene().publish(queue, "b");

    assertThat(Scene.texts(scene().receive(scene().subscription(queue), 2)))
        .containsExactlyInAnyOrder("a", "b");
  }

  @Test
  default void channelThatIsNotThere_isNotFound() {
    Address missing = scene().queue();
    scene().channels().delete(missing);

    assertThatThrownBy(() -> scene().publish(missing, "a"))
        .isInstanceOfSatisfying(
            MessagingException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThatThrownBy(() -> scene().subscription(missing).receive(1, Duration.ZERO))
        .isInstanceOfSatisfying(
            MessagingException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  @Test
  @Feature("Delayed messages")
  default void delayedMessage_isNotReceivedBefore() {
    Address queue = scene().queue();
    Publisher publisher = scene().publisher(queue);
    Duration delay = scene().ticks(8);
    scene()
        .requires(
            publisher.capabilities().limits().delay().compareTo(delay) >= 0, "delayed messages");
    Subscription subscription = scene().subscription(queue);
    Instant published = scene().harness().timeline().now();
    publisher.publish(Message.builder(Body.of("late")).delay(delay).build());
    publisher.publish(Message.of("now"));

    Delivery now = scene().receiveOne(subscription);
    assertThat(Scene.text(now)).isEqualTo("now");
    now.ack();
    List<Delivery> late = List.of();
    for (int tick = 0; late.isEmpty() && tick < 12; tick++) {
      scene().pass(scene().ticks(1));
      late = subscription.receive(1, scene().harness().silence());
    }

    assertThat(Scene.texts(late)).containsExactly("late");
    assertThat(Duration.between(published, scene().harness().timeline().now()))
        .isGreaterThanOrEqualTo(delay);
  }
}
