package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Fixture fixture = new Fixture().queue(QueueSpec.ordered("orders"));
  private final SubscriptionDriver orders = fixture.subscription("orders");

  @Test
  void seekToAnOffset_deliversAgain_whatWasAckedToo_asIfForTheFirstTime() {
    fixture.send("orders", message("a1", "a"), message("a2", "a"), message("a3", "a"));
    receive(orders).forEach(delivery -> ack(orders, delivery));

    orders.seek(new ReplayPoint.Offset(1));

    List<InboundMessage> again = receive(orders);
    assertThat(ids(again)).containsExactly("a2", "a3");
    assertThat(again).allMatch(delivery -> delivery.deliveryCount() == 1);
  }

  @Test
  void seekToATime_deliversWhatWasStoredThenOrLater() {
    fixture.send("orders", message("m1"));
    fixture.clock.advance(MINUTE);
    Instant then = fixture.clock.instant();
    fixture.send("orders", message("m2"));
    fixture.clock.advance(MINUTE);
    fixture.send("orders", message("m3"));
    receive(orders).forEach(delivery -> ack(orders, delivery));

    orders.seek(new ReplayPoint.Time(then));

    assertThat(ids(receive(orders))).containsExactly("m2", "m3");
  }

  @Test
  void seekForward_takesWhatIsEarlierAsSettled() {
    fixture.send("orders", message("m1"), message("m2"), message("m3"));

    orders.seek(new ReplayPoint.Offset(2));

    assertThat(ids(receive(orders))).containsExactly("m3");
    orders.seek(new ReplayPoint.Offset(0));
    assertThat(ids(receive(orders))).containsExactly("m1", "m2", "m3");
  }

  @Test
  void seek_endsLeases() {
    fixture.send("orders", message("m1"));
    InboundMessage before = receiveOne(orders);

    orders.seek(new ReplayPoint.Offset(0));

    assertThat(ack(orders, before)).contains(ErrorCode.FAILED_PRECONDITION);
    assertThat(ids(receive(orders))).containsExactly("m1");
  }

  @Test
  void replay_goesBackAsFarAsSettledMessagesAreKept() {
    Fixture small =
        new Fixture(EmbeddedBroker.builder().keptForReplay(2)).queue(QueueSpec.ordered("orders"));
    SubscriptionDriver few = small.subscription("orders");
    small.send("orders", message("m1"), message("m2"), message("m3"), message("m4"));
    few.receive(3, Duration.ZERO).forEach(delivery -> ack(few, delivery));

    few.seek(new ReplayPoint.Offset(0));

    assertThat(ids(receive(few))).containsExactly("m2", "m3", "m4");
  }

  @Test
  void replay_goesBackAsFarAsTheRetention() {
    fixture.send("orders", message("m1"));
    fixture.clock.advance(Duration.ofDays(2));
    fixture.send("orders", message("m2"));
    receive(orders).forEach(delivery -> ack(orders, delivery));
    fixture.clock.advance(Duration.ofDays(2));

    orders.seek(new ReplayPoint.Offset(0));

    assertThat(ids(receive(orders))).containsExactly("m2");
    assertThat(fixture.broker.expired("orders")).as("it had been settled").isZero();
  }

  @Test
  void seek_countsOffsetsInEachPartition() {
    fixture.queue(QueueSpec.standard("parts").withPartitions(2));
    SubscriptionDriver parts = fixture.subscription("parts");
    // "a" and "c" hash to one partition, "b" to the other
    fixture.send("parts", message("a1", "a"), message("b1", "b"), message("c1", "c"));
    receive(parts).forEach(delivery -> ack(parts, delivery));

    parts.seek(new ReplayPoint.Offset(1));

    assertThat(ids(receive(parts))).containsExactly("c1");
  }
}
