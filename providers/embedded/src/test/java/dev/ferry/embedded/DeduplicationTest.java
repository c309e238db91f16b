package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.ack;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeduplicationTest {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final Fixture fixture = new Fixture().queue(QueueSpec.ordered("orders"));
  private final SubscriptionDriver orders = fixture.subscription("orders");

  @Test
  void duplicate_isAcceptedAndDropped_withTheFirstOnesId() {
    var first = fixture.send("orders", message("m1"));
    var second = fixture.send("orders", message("m1"));

    assertThat(second).isEqualTo(first);
    assertThat(ids(receive(orders))).containsExactly("m1");
  }

  @Test
  void id_isRememberedAfterTheAck() {
    fixture.send("orders", message("m1"));
    ack(orders, receiveOne(orders));

    fixture.send("orders", message("m1"));

    assertThat(receive(orders)).isEmpty();
  }

  @Test
  void id_isForgottenWithTheWindow_whichADuplicateDoesNotProlong() {
    fixture.send("orders", message("m1"));
    fixture.clock.advance(WINDOW.minusNanos(1));
    fixture.send("orders", message("m1"));
    assertThat(receive(orders)).hasSize(1);

    fixture.clock.advance(Duration.ofNanos(1));
    fixture.send("orders", message("m1"));
    assertThat(receive(orders)).hasSize(1);
  }

  @Test
  void deduplicationId_isWhatCounts_andWhatTheReaderSees() {
    fixture.send("orders", message("m1"));

    InboundMessage received = receiveOne(orders);

    assertThat(received.senderId()).isEqualTo("dedup-m1");
  }

  @Test
  void queueWithoutWindow_takesDuplicates() {
    fixture.queue(QueueSpec.standard("plain"));

    fixture.send("plain", message("m1"), message("m1"));

    assertThat(ids(receive(fixture.subscription("plain")))).containsExactly("m1", "m1");
  }

  @Test
  void queues_doNotShareTheirWindows() {
    fixture.queue(QueueSpec.ordered("other"));
    fixture.send("orders", message("m1"));

    fixture.send("other", message("m1"));

    assertThat(receive(fixture.subscription("other"))).hasSize(1);
  }

  @Test
  void topic_hasAWindowOfItsOwn_forAllItsQueues() {
    fixture.broker.admin().createTopic(new TopicSpec("events", false, WINDOW));
    fixture.queue(QueueSpec.standard("plain"));
    fixture.broker.admin().subscribe(new SubscriptionSpec("events", "plain", Map.of()));

    var first = fixture.send("events", message("m1"));
    var second = fixture.send("events", message("m1"));

    assertThat(second).isEqualTo(first);
    assertThat(receive(fixture.subscription("plain"))).hasSize(1);
  }
}
