package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.address;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.nack;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.spi.ChannelAdmin.Depth;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private final Fixture fixture =
      new Fixture()
          .queue(QueueSpec.standard("dead"))
          .queue(QueueSpec.standard("orders").withDeadLetter(2, "dead"));
  private final SubscriptionDriver orders = fixture.subscription("orders");
  private final SubscriptionDriver dead = fixture.subscription("dead");

  @Test
  void message_movesAtTheReceiveAfterTheLastDelivery() {
    fixture.send("orders", message("m1", Map.of("type", "paid")), message("m2"));
    String brokerId = failTwice();
    assertThat(receive(dead)).as("not before it would be received again").isEmpty();

    assertThat(ids(receive(orders))).containsExactly("m2");

    InboundMessage moved = receiveOne(dead);
    assertThat(Fixture.id(moved)).isEqualTo("m1");
    assertThat(moved.attributes())
        .isEqualTo(
            Map.of(
                "type", "paid",
                "DeadLetterSource", "orders",
                "DeadLetterReason", "MaxDeliveriesExceeded"));
    assertThat(moved.deliveryCount()).isEqualTo(1);
    assertThat(moved.brokerId()).isNotEqualTo(brokerId);
  }

  private String failTwice() {
    InboundMessage first = receiveOne(orders);
    nack(orders, first, Duration.ZERO);
    nack(orders, receiveOne(orders), Duration.ZERO);
    return first.brokerId();
  }

  @Test
  void marks_comeOnTopOfTenAttributes() {
    Map<String, String> ten =
        IntStream.range(0, 10)
            .mapToObj(i -> "name" + i)
            .collect(Collectors.toMap(Function.identity(), name -> "value"));
    fixture.send("orders", message("m1", ten));
    failTwice();

    receive(orders);

    assertThat(receiveOne(dead).attributes()).hasSize(12).containsAllEntriesOf(ten);
  }

  @Test
  void marks_areNotTakenOverFromAPublisher() {
    fixture.send("orders", message("m1", Map.of("DeadLetterSource", "elsewhere", "type", "paid")));

    assertThat(receiveOne(orders).attributes()).isEqualTo(Map.of("type", "paid"));
  }

  @Test
  void deadLetter_movesAtOnce_withReasonAndTheAttributesGiven() {
    fixture.send("orders", message("m1", Map.of("type", "paid")));

    assertThat(deadLetter(orders, receiveOne(orders), Map.of("ferry", "v=1"))).isEmpty();

    assertThat(receive(orders)).isEmpty();
    assertThat(receiveOne(dead).attributes())
        .isEqualTo(
            Map.of(
                "ferry", "v=1",
                "DeadLetterSource", "orders",
                "DeadLetterReason", "INVALID",
                "DeadLetterDescription", "no amount"));
  }

  @Test
  void deadLetter_withoutALease_isRefused_andNothingMoves() {
    fixture.send("orders", message("m1"));
    InboundMessage late = receiveOne(orders);
    fixture.clock.advance(Duration.ofSeconds(30));

    assertThat(deadLetter(orders, late, Map.of())).contains(ErrorCode.FAILED_PRECONDITION);
    assertThat(receive(dead)).isEmpty();
  }

  @Test
  void deadLetter_whereThereIsNoDeadLetterQueue_isRefused_andTheLeaseGoesOn() {
    fixture.send("dead", message("m1"));
    InboundMessage delivery = receiveOne(dead);

    assertThat(deadLetter(dead, delivery, Map.of())).contains(ErrorCode.FAILED_PRECONDITION);
    assertThat(Fixture.ack(dead, delivery)).isEmpty();
  }

  @Test
  void deletedDeadLetterQueue_takesNothing_andTheMessageStays() {
    fixture.send("orders", message("m1"));
    failTwice();

    fixture.broker.admin().delete(address("dead"));

    assertThat(receiveOne(orders).deliveryCount()).isEqualTo(3);
  }

  @Test
  void movedHead_letsItsKeyGoOn() {
    Fixture keyed =
        new Fixture()
            .queue(QueueSpec.ordered("dead"))
            .queue(QueueSpec.ordered("orders").withDeadLetter(1, "dead"));
    keyed.send("orders", message("a1", "a"), message("a2", "a"));
    SubscriptionDriver source = keyed.subscription("orders");
    nack(source, receiveOne(source), Duration.ZERO);

    assertThat(ids(receive(source))).containsExactly("a2");

    InboundMessage moved = receiveOne(keyed.subscription("dead"));
    assertThat(moved.orderingKey()).isEqualTo("a");
    assertThat(moved.senderId()).as("as in SQS, the broker's id").startsWith("orders-");
  }

  @Test
  void redrivenCopy_isNoDuplicateForTheDeadLetterQueue_theNextTime() {
    Fixture keyed =
        new Fixture()
            .queue(QueueSpec.ordered("dead"))
            .queue(
                QueueSpec.ordered("orders")
                    .withDeadLetter(1, "dead")
                    .withDeduplicationWindow(Duration.ZERO));
    SubscriptionDriver source = keyed.subscription("orders");
    OutboundMessage same = message("a1", "a");
    for (int i = 0; i < 2; i++) {
      keyed.send("orders", same);
      nack(source, receiveOne(source), Duration.ZERO);
      receive(source);
    }

    assertThat(keyed.broker.admin().depth(address("dead"))).contains(new Depth(2, 0, 0));
  }

  private static Optional<ErrorCode> deadLetter(
      SubscriptionDriver subscription, InboundMessage message, Map<String, String> attributes) {
    return Fixture.settle(
        subscription,
        new Settlement.DeadLetter(message.receipt(), "INVALID", "no amount", attributes));
  }
}
