package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.delayed;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.nack;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
  private final Fixture fixture = new Fixture().queue(QueueSpec.ordered("orders"));
  private final SubscriptionDriver orders = fixture.subscription("orders");

  @Test
  void receive_givesSeveralOfOneKeyInOrder() {
    fixture.send("orders", message("a1", "a"), message("b1", "b"), message("a2", "a"));

    assertThat(ids(receive(orders))).containsExactly("a1", "a2", "b1");
  }

  @Test
  void leasedKey_givesNothing_otherKeysDo() {
    fixture.send("orders", message("a1", "a"), message("a2", "a"), message("b1", "b"));
    InboundMessage a1 = receiveOne(orders);

    assertThat(ids(receive(orders))).containsExactly("b1");
    ack(orders, a1);
    assertThat(ids(receive(orders))).containsExactly("a2");
  }

  @Test
  void nackWithDelay_holdsTheKeyBack() {
    fixture.send("orders", message("a1", "a"), message("a2", "a"), message("b1", "b"));
    nack(orders, receiveOne(orders), Duration.ofSeconds(10));

    assertThat(ids(receive(orders))).containsExactly("b1");
    fixture.clock.advance(Duration.ofSeconds(10));
    assertThat(ids(receive(orders))).containsExactly("a1", "a2");
  }

  @Test
  void nackOfAll_lastFirst_comesBackInOrder() {
    fixture.send("orders", message("a1", "a"), message("a2", "a"), message("a3", "a"));
    List<InboundMessage> batch = receive(orders);

    for (int i = 2; i >= 0; i--) {
      nack(orders, batch.get(i), Duration.ZERO);
    }

    assertThat(ids(receive(orders))).containsExactly("a1", "a2", "a3");
  }

  @Test
  void nackOfAll_firstFirst_comesBackInOrder_whenTheLastIsBack() {
    fixture.send("orders", message("a1", "a"), message("a2", "a"), message("a3", "a"));
    List<InboundMessage> batch = receive(orders);

    nack(orders, batch.get(0), Duration.ZERO);
    nack(orders, batch.get(1), Duration.ZERO);
    assertThat(receive(orders)).isEmpty();
    nack(orders, batch.get(2), Duration.ZERO);

    assertThat(ids(receive(orders))).containsExactly("a1", "a2", "a3");
  }

  @Test
  void laterOneDelayedLonger_comesAfterTheEarlier() {
    fixture.send("orders", message("a1", "a"), message("a2", "a"));
    List<InboundMessage> batch = receive(orders);
    nack(orders, batch.get(1), Duration.ofSeconds(1));
    nack(orders, batch.get(0), Duration.ofSeconds(5));

    fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(receive(orders)).isEmpty();
    fixture.clock.advance(Duration.ofSeconds(4));
    assertThat(ids(receive(orders))).containsExactly("a1", "a2");
  }

  @Test
  void laterOneDelayed_letsTheEarlierGo() {
    fixture.send("orders", message("a1", "a"), message("a2", "a"));
    List<InboundMessage> batch = receive(orders);

    nack(orders, batch.get(0), Duration.ZERO);
    nack(orders, batch.get(1), Duration.ofSeconds(5));

    assertThat(ids(receive(orders))).containsExactly("a1");
  }

  @Test
  void expiredLeases_comeBackInOrder() {
    fixture.send("orders", message("a1", "a"), message("a2", "a"), message("a3", "a"));
    ack(orders, receive(orders).get(0));

    fixture.clock.advance(Duration.ofSeconds(30));

    assertThat(ids(receive(orders))).containsExactly("a2", "a3");
  }

  @Test
  void delayedPublish_holdsItsKeyBack() {
    fixture.send("orders", delayed("a1", "a", Duration.ofSeconds(5)), message("a2", "a"));

    assertThat(receive(orders)).isEmpty();
    fixture.clock.advance(Duration.ofSeconds(5));
    assertThat(ids(receive(orders))).containsExactly("a1", "a2");
  }

  @Test
  void messagesWithoutKey_areNotHeldBack() {
    fixture.send("orders", message("m1"), message("m2"));
    receiveOne(orders);

    assertThat(ids(receive(orders))).containsExactly("m2");
  }

  @Test
  void standardQueue_knowsKeysButKeepsNoOrder() {
    fixture.queue(QueueSpec.standard("tenants"));
    SubscriptionDriver tenants = fixture.subscription("tenants");
    fixture.send("tenants", message("a1", "a"), message("a2", "a"));
    assertThat(receiveOne(tenants).orderingKey()).isEqualTo("a");

    assertThat(ids(receive(tenants))).containsExactly("a2");
  }
}
