package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.delayed;
import static dev.ferry.embedded.Fixture.ids;
import static dev.ferry.embedded.Fixture.message;
import static dev.ferry.embedded.Fixture.receive;
import static dev.ferry.embedded.Fixture.receiveOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublishTest {
  private static final int MIB = 1 << 20;

  private final Fixture fixture = new Fixture().queue(QueueSpec.standard("orders"));
  private final SubscriptionDriver orders = fixture.subscription("orders");

  @Test
  void message_arrivesAsItWasSent() {
    OutboundMessage sent =
        new OutboundMessage("m1", Body.of("hello"), tenAttributes(), "key", "d1", Duration.ZERO);

    List<SendResult> results = fixture.send("orders", sent);

    InboundMessage received = receiveOne(orders);
    assertThat(received.body()).isEqualTo(sent.body());
    assertThat(received.attributes()).isEqualTo(sent.attributes());
    assertThat(received.orderingKey()).isEqualTo("key");
    assertThat(received.storedAt()).isEqualTo(fixture.clock.instant());
    assertThat(received.senderId()).isNull();
    assertThat(results).containsExactly(new SendResult.Sent(received.brokerId()));
  }

  @Test
  void brokerIds_areDifferentInEveryQueue() {
    fixture.queue(QueueSpec.standard("other"));
    fixture.send("orders", message("m1"), message("m2"));
    fixture.send("other", message("m1"));

    List<String> ids =
        List.of(
            receiveOne(orders).brokerId(),
            receiveOne(orders).brokerId(),
            receiveOne(fixture.subscription("other")).brokerId());

    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void largestMessage_fits_oneByteMoreIsRefused_alone() {
    OutboundMessage largest = sized("m1", MIB - "n".length() - "v".length());
    OutboundMessage tooLarge = sized("m2", MIB - "n".length() - "v".length() + 1);

    assertThat(codes(fixture.send("orders", largest))).containsExactly("SENT");
    assertThat(codes(fixture.send("orders", tooLarge))).containsExactly("INVALID_ARGUMENT");
    assertThat(receive(orders)).hasSize(1);
  }

  @Test
  void refusedEntries_leaveTheOthersAlone() {
    List<SendResult> results =
        fixture.send(
            "orders",
            message("m1"),
            message("m2", elevenAttributes()),
            message("m3", Map.of(" ", "blank name")),
            delayed("m4", null, Duration.ofMinutes(15).plusNanos(1)),
            message("m5", "k".repeat(129)),
            message("m6"));

    assertThat(codes(results))
        .containsExactly(
            "SENT",
            "INVALID_ARGUMENT",
            "INVALID_ARGUMENT",
            "INVALID_ARGUMENT",
            "INVALID_ARGUMENT",
            "SENT");
    assertThat(ids(receive(orders))).containsExactly("m1", "m6");
  }

  @Test
  void batch_beyondTenMessagesOrOneMebibyte_isRefusedWhole() {
    PublisherDriver publisher = fixture.publisher("orders");
    List<OutboundMessage> eleven = IntStream.range(0, 11).mapToObj(i -> message("m" + i)).toList();
    List<OutboundMessage> large = List.of(sized("m1", MIB / 2), sized("m2", MIB / 2));

    assertThatThrownBy(() -> publisher.send(List.of())).isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> publisher.send(eleven)).hasMessageContaining("11 messages");
    assertThatThrownBy(() -> publisher.send(large)).hasMessageContaining("bytes in a batch");
    assertThat(receive(orders)).isEmpty();
  }

  @Test
  void delay_isKeptExactly() {
    Duration delay = Duration.ofMinutes(15);
    fixture.send("orders", delayed("m1", null, delay));

    fixture.clock.advance(delay.minusNanos(1));
    assertThat(receive(orders)).isEmpty();
    fixture.clock.advance(Duration.ofNanos(1));
    assertThat(ids(receive(orders))).containsExactly("m1");
  }

  @Test
  void closedPublisher_sendsNothing() {
    PublisherDriver publisher = fixture.publisher("orders");
    publisher.close();
    publisher.close();

    assertThatThrownBy(() -> publisher.send(List.of(message("m1"))))
        .isInstanceOfSatisfying(
            MessagingException.class,
            closed -> assertThat(closed.code()).isEqualTo(ErrorCode.CANCELLED));
  }

  private static OutboundMessage sized(String id, int bytes) {
    return new OutboundMessage(
        id, Body.wrap(new byte[bytes]), Map.of("n", "v"), null, id, Duration.ZERO);
  }

  private static Map<String, String> tenAttributes() {
    return attributes(10);
  }

  private static Map<String, String> elevenAttributes() {
    return attributes(11);
  }

  private static Map<String, String> attributes(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "name" + i)
        .collect(Collectors.toMap(Function.identity(), name -> "value of " + name));
  }

  private static List<String> codes(List<SendResult> results) {
    return results.stream()
        .map(
            result ->
                result instanceof SendResult.Refused refused
                    ? refused.reason().code().name()
                    : "SENT")
        .toList();
  }
}
