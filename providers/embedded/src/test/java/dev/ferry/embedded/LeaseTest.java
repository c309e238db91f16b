package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.extend;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.nack;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Fixture fixture = new Fixture().queue(QueueSpec.standard("orders"));
  private final SubscriptionDriver orders = fixture.subscription("orders");

  @Test
  void receive_leasesUntilTheAckDeadline() {
    fixture.send("orders", message("m1"));

    InboundMessage first = receiveOne(orders);
    assertThat(first.ackDeadline()).isEqualTo(fixture.clock.instant().plus(LEASE));
    assertThat(first.deliveryCount()).isEqualTo(1);

    fixture.clock.advance(LEASE.minusNanos(1));
    assertThat(receive(orders)).isEmpty();
    fixture.clock.advance(Duration.ofNanos(1));
    assertThat(receiveOne(orders).deliveryCount()).isEqualTo(2);
  }

  @Test
  void ack_removesTheMessage() {
    fixture.send("orders", message("m1"));

    assertThat(ack(orders, receiveOne(orders))).isEmpty();

    fixture.clock.advance(LEASE);
    assertThat(receive(orders)).isEmpty();
  }

  @Test
  void ack_afterTheLease_isRefused_andTheMessageStays() {
    fixture.send("orders", message("m1"));
    InboundMessage late = receiveOne(orders);
    fixture.clock.advance(LEASE);

    assertThat(ack(orders, late)).contains(ErrorCode.FAILED_PRECONDITION);
    assertThat(ids(receive(orders))).containsExactly("m1");
  }

  @Test
  void ack_ofADeliveryThatIsAnothersByNow_isRefused() {
    fixture.send("orders", message("m1"));
    InboundMessage late = receiveOne(orders);
    fixture.clock.advance(LEASE);
    InboundMessage current = receiveOne(fixture.subscription("orders"));

    assertThat(ack(orders, late)).contains(ErrorCode.FAILED_PRECONDITION);
    assertThat(ack(orders, current)).isEmpty();
  }

  @Test
  void ack_twice_isRefusedTheSecondTime() {
    fixture.send("orders", message("m1"));
    InboundMessage delivery = receiveOne(orders);

    assertThat(ack(orders, delivery)).isEmpty();
    assertThat(ack(orders, delivery)).contains(ErrorCode.FAILED_PRECONDITION);
  }

  @Test
  void ack_withAReceiptOfAnotherQueue_isInvalid() {
    fixture.queue(QueueSpec.standard("other")).send("other", message("m1"));
    InboundMessage foreign = receiveOne(fixture.subscription("other"));

    assertThat(ack(orders, foreign)).contains(ErrorCode.INVALID_ARGUMENT);
  }

  @Test
  void nack_withoutDelay_redeliversAtOnce() {
    fixture.send("orders", message("m1"), message("m2"));

    nack(orders, receiveOne(orders), Duration.ZERO);

    assertThat(ids(receive(orders))).containsExactly("m1", "m2");
  }

  @Test
  void nack_withDelay_redeliversExactlyThen() {
    fixture.send("orders", message("m1"));
    Duration delay = Duration.ofHours(2);

    nack(orders, receiveOne(orders), delay);

    fixture.clock.advance(delay.minusNanos(1));
    assertThat(receive(orders)).isEmpty();
    fixture.clock.advance(Duration.ofNanos(1));
    assertThat(receiveOne(orders).deliveryCount()).isEqualTo(2);
  }

  @Test
  void nack_beyondTheLimit_isInvalid_andTheLeaseGoesOn() {
    fixture.send("orders", message("m1"));
    InboundMessage delivery = receiveOne(orders);

    assertThat(nack(orders, delivery, Duration.ofHours(12).plusNanos(1)))
        .contains(ErrorCode.INVALID_ARGUMENT);
    assertThat(ack(orders, delivery)).isEmpty();
  }

  @Test
  void extend_movesTheDeadlineFromNow() {
    fixture.send("orders", message("m1"));
    InboundMessage delivery = receiveOne(orders);
    fixture.clock.advance(LEASE.minusSeconds(1));

    assertThat(extend(orders, delivery, Duration.ofSeconds(60))).isEmpty();

    fixture.clock.advance(Duration.ofSeconds(59));
    assertThat(receive(orders)).isEmpty();
    fixture.clock.advance(Duration.ofSeconds(1));
    assertThat(receive(orders)).hasSize(1);
  }

  @Test
  void extend_beyondTwelveHoursSinceTheReceive_isInvalid() {
    fixture.send("orders", message("m1"));
    InboundMessage delivery = receiveOne(orders);
    fixture.clock.advance(Duration.ofSeconds(1));

    assertThat(extend(orders, delivery, Duration.ofHours(12))).contains(ErrorCode.INVALID_ARGUMENT);
    assertThat(extend(orders, delivery, Duration.ofHours(12).minusSeconds(1))).isEmpty();
  }

  @Test
  void extend_byNothing_givesTheMessageBack() {
    fixture.send("orders", message("m1"));

    assertThat(extend(orders, receiveOne(orders), Duration.ZERO)).isEmpty();

    assertThat(ids(receive(orders))).containsExactly("m1");
  }

  @Test
  void expireLease_endsTheLeaseWhoeverHoldsIt() {
    fixture.send("orders", message("m1"), message("m2"));
    InboundMessage delivery = receiveOne(orders);

    assertThat(fixture.broker.expireLease("orders", "m1")).isEqualTo(1);
    assertThat(fixture.broker.expireLease("orders", "m2")).isZero();

    assertThat(ack(orders, delivery)).contains(ErrorCode.FAILED_PRECONDITION);
    assertThat(ids(receive(orders))).containsExactly("m1", "m2");
  }
}
