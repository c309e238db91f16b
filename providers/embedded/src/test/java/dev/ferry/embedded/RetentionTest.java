package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.embedded.Acknowledgement.Status;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Duration RETENTION = Duration.ofHours(1);

  private final Fixture fixture =
      new Fixture()
          .queue(QueueSpec.standard("dead"))
          .queue(QueueSpec.standard("orders").withRetention(RETENTION).withDeadLetter(5, "dead"))
          .queue(QueueSpec.ordered("keyed").withRetention(RETENTION));
  private final SubscriptionDriver orders = fixture.subscription("orders");

  @Test
  void oldMessages_vanish_counted_evenWithADeadLetterQueue() {
    fixture.send("orders", message("m1"));
    fixture.clock.advance(Duration.ofMinutes(30));
    fixture.send("orders", message("m2"));

    fixture.clock.advance(Duration.ofMinutes(30));

    assertThat(ids(receive(orders))).containsExactly("m2");
    assertThat(receive(fixture.subscription("dead"))).isEmpty();
    assertThat(fixture.broker.expired("orders")).isEqualTo(1);
    assertThat(fixture.broker.acknowledgements("orders"))
        .extracting(Acknowledgement::status)
        .containsExactly(Status.RETENTION_EXPIRED);
  }

  @Test
  void leasedMessage_vanishesToo() {
    fixture.send("orders", message("m1"));
    fixture.clock.advance(RETENTION.minusSeconds(1));
    InboundMessage delivery = receiveOne(orders);

    fixture.clock.advance(Duration.ofSeconds(1));

    assertThat(ack(orders, delivery)).contains(ErrorCode.FAILED_PRECONDITION);
    assertThat(fixture.broker.expired("orders")).isEqualTo(1);
    assertThat(fixture.broker.nextEvent()).isEmpty();
  }

  @Test
  void vanishedHead_letsItsKeyGoOn() {
    SubscriptionDriver keyed = fixture.subscription("keyed");
    fixture.send("keyed", message("a1", "a"));
    fixture.clock.advance(Duration.ofMinutes(30));
    fixture.send("keyed", message("a2", "a"));
    fixture.clock.advance(Duration.ofMinutes(29).plusSeconds(59));
    assertThat(Fixture.id(receiveOne(keyed))).isEqualTo("a1");

    fixture.clock.advance(Duration.ofSeconds(1));

    assertThat(ids(receive(keyed))).containsExactly("a2");
  }
}
