package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.delayed;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.nack;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.embedded.Acknowledgement.Status;
import dev.ferry.embedded.QueueState.MessageState;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolsTest {
  private final Fixture fixture =
      new Fixture(EmbeddedBroker.builder().keptAcknowledgements(6))
          .queue(QueueSpec.standard("dead"))
          .queue(QueueSpec.standard("orders").withDeadLetter(10, "dead"));
  private final SubscriptionDriver orders = fixture.subscription("orders?consumer=one");

  @Test
  void nextEvent_isTheFirstEndOfADelayOrLease_inAnyQueue() {
    Instant start = fixture.clock.instant();
    assertThat(fixture.broker.nextEvent()).isEmpty();

    fixture.send("orders", message("m1"));
    assertThat(fixture.broker.nextEvent()).as("ready needs no event").isEmpty();
    InboundMessage delivery = receiveOne(orders);
    assertThat(fixture.broker.nextEvent()).contains(start.plusSeconds(30));
    fixture.send("dead", delayed("m2", null, Duration.ofSeconds(20)));
    assertThat(fixture.broker.nextEvent()).contains(start.plusSeconds(20));
    nack(orders, delivery, Duration.ofSeconds(10));
    assertThat(fixture.broker.nextEvent()).contains(start.plusSeconds(10));
    fixture.clock.advance(Duration.ofSeconds(20));
    assertThat(fixture.broker.nextEvent()).isEmpty();
  }

  @Test
  void snapshot_tellsIdRoundStateAndHolder() {
    fixture.send(
        "orders",
        message("m1", Map.of("ferry", "v=1&id=m1&round=2&attempts=3")),
        message("m2"),
        delayed("m3", null, Duration.ofSeconds(5)));
    receiveOne(orders);

    assertThat(fixture.broker.snapshot())
        .containsExactly(
            new QueueState("dead", List.of()),
            new QueueState(
                "orders",
                List.of(
                    new MessageState("m1", 2, "LEASED", "one", 1),
                    new MessageState("m2", 0, "READY", "", 0),
                    new MessageState("m3", 0, "DELAYED", "", 0))));
  }

  @Test
  void snapshot_isTheSame_whateverTheTimeAndTheWayThere() {
    Fixture other = new Fixture().queue(QueueSpec.standard("dead"));
    other.queue(QueueSpec.standard("orders").withDeadLetter(10, "dead"));
    other.clock.advance(Duration.ofDays(1));
    other.send("orders", message("m0"));
    SubscriptionDriver others = other.subscription("orders");
    ack(others, receiveOne(others));
    other.send("orders", message("m1"));
    fixture.send("orders", message("m1"));

    assertThat(other.broker.snapshot()).isEqualTo(fixture.broker.snapshot());
  }

  @Test
  void acknowledgements_tellHowDeliveriesEnded_theNewestFew() {
    fixture.send("orders", message("m0"), message("m1"), message("m2"), message("m3"));
    ack(orders, receiveOne(orders));
    ack(orders, receiveOne(orders));
    nack(orders, receiveOne(orders), Duration.ZERO);
    receiveOne(orders);
    fixture.clock.advance(Duration.ofSeconds(30));
    Fixture.settle(
        orders, new Settlement.DeadLetter(receiveOne(orders).receipt(), "INVALID", "", Map.of()));
    ack(orders, receiveOne(orders));
    fixture.send("orders", message("m4"));
    ack(orders, receiveOne(orders));

    Instant start = fixture.clock.instant().minusSeconds(30);
    assertThat(fixture.broker.acknowledgements("orders"))
        .containsExactly(
            new Acknowledgement("one", "m1", 0, 1, Status.ACKED, start, 1),
            new Acknowledgement("one", "m2", 0, 2, Status.NACKED, start, 1),
            new Acknowledgement("one", "m2", 0, 2, Status.LEASE_EXPIRED, now(), 2),
            new Acknowledgement("one", "m2", 0, 2, Status.DEAD_LETTERED, now(), 3),
            new Acknowledgement("one", "m3", 0, 3, Status.ACKED, now(), 1),
            new Acknowledgement("one", "m4", 0, 4, Status.ACKED, now(), 1));
  }

  private Instant now() {
    return fixture.clock.instant();
  }

  @Test
  void tools_knowNoOtherQueues() {
    assertThatThrownBy(() -> fixture.broker.acknowledgements("other"))
        .isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> fixture.broker.expireLease("other", "m1"))
        .isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> fixture.broker.expired("other"))
        .isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> fixture.broker.partitionOwners("other"))
        .isInstanceOf(MessagingException.class);
  }

  @Test
  void settings_outsideTheRange_areRefused() {
    EmbeddedBroker.Builder builder = EmbeddedBroker.builder();

    assertThatThrownBy(() -> builder.keptForReplay(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> builder.keptAcknowledgements(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> builder.sessionTimeout(Duration.ZERO)).hasMessageContaining("PT0S");
  }
}
