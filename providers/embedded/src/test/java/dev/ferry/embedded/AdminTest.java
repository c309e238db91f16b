package dev.ferry.embedded;

import static dev.ferry.embedded.Fixture.address;
import static dev.ferry.embedded.Fixture.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.ChannelAdmin.Depth;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminTest {
  private final Fixture fixture = new Fixture();
  private final ChannelAdmin admin = fixture.broker.admin();

  @Test
  void createQueue_givesItsAddress_againWithTheSameSettings() {
    QueueSpec spec = QueueSpec.standard("orders");

    assertThat(admin.createQueue(spec)).isEqualTo(address("orders"));
    assertThat(admin.createQueue(spec)).isEqualTo(address("orders"));
  }

  @Test
  void createQueue_withOtherSettings_alreadyExists() {
    admin.createQueue(QueueSpec.standard("orders"));

    assertCode(ErrorCode.ALREADY_EXISTS, () -> admin.createQueue(QueueSpec.ordered("orders")));
    assertCode(ErrorCode.ALREADY_EXISTS, () -> admin.createTopic(TopicSpec.standard("orders")));
  }

  @Test
  void createTopic_withOtherSettings_alreadyExists() {
    admin.createTopic(TopicSpec.standard("events"));

    assertThat(admin.createTopic(TopicSpec.standard("events"))).isEqualTo(address("events"));
    assertCode(ErrorCode.ALREADY_EXISTS, () -> admin.createTopic(TopicSpec.ordered("events")));
    assertCode(ErrorCode.ALREADY_EXISTS, () -> admin.createQueue(QueueSpec.standard("events")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "ä", "a?b"})
  void createQueue_withAnotherKindOfName_isInvalid(String name) {
    assertCode(ErrorCode.INVALID_ARGUMENT, () -> admin.createQueue(QueueSpec.standard(name)));
    assertCode(ErrorCode.INVALID_ARGUMENT, () -> admin.createTopic(TopicSpec.standard(name)));
  }

  @Test
  void createQueue_withSettingsOutsideTheRange_isInvalid() {
    QueueSpec orders = QueueSpec.standard("orders");

    assertInvalid(orders.withAckDeadline(Duration.ZERO));
    assertInvalid(orders.withAckDeadline(Duration.ofHours(13)));
    assertInvalid(orders.withRetention(Duration.ZERO));
    assertInvalid(orders.withRetention(Duration.ofDays(32)));
    assertInvalid(orders.withDeduplicationWindow(Duration.ofSeconds(-1)));
    assertInvalid(orders.withDeduplicationWindow(Duration.ofDays(8)));
    assertInvalid(orders.withPartitions(-1));
    assertInvalid(
        new QueueSpec(
            "orders", false, Duration.ofSeconds(1), Duration.ofDays(1), 3, null, Duration.ZERO, 0));
  }

  @Test
  void deadLetterQueue_mustBeThere_andOfTheSameKind() {
    QueueSpec orders = QueueSpec.ordered("orders").withDeadLetter(3, "dead");
    assertCode(ErrorCode.NOT_FOUND, () -> admin.createQueue(orders));

    admin.createQueue(QueueSpec.standard("dead"));
    assertInvalid(orders);
  }

  @Test
  void unknownChannels_areNotFound_withTheNextStep() {
    assertThat(assertCode(ErrorCode.NOT_FOUND, () -> fixture.publisher("orders")).getMessage())
        .isEqualTo("NOT_FOUND: publish to 'orders': not found; create it or check the name");
    assertCode(ErrorCode.NOT_FOUND, () -> fixture.subscription("orders"));
    assertCode(ErrorCode.NOT_FOUND, () -> admin.depth(address("orders")));
    assertCode(ErrorCode.NOT_FOUND, () -> subscribe("events", "orders"));
    admin.createTopic(TopicSpec.standard("events"));
    assertCode(ErrorCode.NOT_FOUND, () -> subscribe("events", "orders"));
  }

  @Test
  void subscription_isToAQueue_neverToATopic() {
    admin.createTopic(TopicSpec.standard("events"));

    assertCode(ErrorCode.INVALID_ARGUMENT, () -> fixture.subscription("events"));
  }

  @Test
  void subscribe_again_isTheSame_withAnotherFilterAlreadyExists() {
    admin.createTopic(TopicSpec.standard("events"));
    admin.createQueue(QueueSpec.standard("orders"));
    subscribe("events", "orders");

    subscribe("events", "orders");
    assertCode(
        ErrorCode.ALREADY_EXISTS,
        () ->
            admin.subscribe(
                new SubscriptionSpec("events", "orders", Map.of("type", Set.of("paid")))));
  }

  @Test
  void subscribe_ofAnOrderedQueueToATopicWithoutOrder_isInvalid() {
    admin.createTopic(TopicSpec.standard("events"));
    admin.createQueue(QueueSpec.ordered("orders"));

    assertCode(ErrorCode.INVALID_ARGUMENT, () -> subscribe("events", "orders"));
  }

  @Test
  void delete_endsWhatIsOpen_andTheNameIsFree() {
    admin.createTopic(TopicSpec.standard("events"));
    admin.createQueue(QueueSpec.standard("orders"));
    subscribe("events", "orders");
    SubscriptionDriver orders = fixture.subscription("orders");

    admin.delete(address("orders"));
    admin.delete(address("orders"));

    assertCode(ErrorCode.NOT_FOUND, () -> orders.receive(1, Duration.ZERO));
    fixture.send("events", message("m1"));
    admin.createQueue(QueueSpec.ordered("orders"));
  }

  @Test
  void deletedTopic_takesNothing() {
    admin.createTopic(TopicSpec.standard("events"));
    var publisher = fixture.publisher("events");

    admin.delete(address("events"));

    assertCode(ErrorCode.NOT_FOUND, () -> publisher.send(List.of(message("m1"))));
  }

  @Test
  void depth_tellsReadyFromLeasedFromDelayed() {
    admin.createQueue(QueueSpec.standard("orders"));
    fixture.send(
        "orders",
        message("m1"),
        message("m2"),
        message("m3"),
        Fixture.delayed("m4", null, Duration.ofSeconds(5)));
    fixture.subscription("orders").receive(1, Duration.ZERO);

    assertThat(admin.depth(address("orders"))).contains(new Depth(2, 1, 1));
    fixture.clock.advance(Duration.ofSeconds(5));
    assertThat(admin.depth(address("orders"))).contains(new Depth(3, 1, 0));
  }

  @Test
  void depth_ofATopic_isUnknown() {
    assertThat(admin.depth(admin.createTopic(TopicSpec.standard("events")))).isEmpty();
  }

  private void subscribe(String topic, String queue) {
    admin.subscribe(new SubscriptionSpec(topic, queue, Map.of()));
  }

  private void assertInvalid(QueueSpec spec) {
    assertCode(ErrorCode.INVALID_ARGUMENT, () -> admin.createQueue(spec));
  }

  private static MessagingException assertCode(ErrorCode code, ThrowingCallable call) {
    MessagingException failure = catchThrowableOfType(MessagingException.class, call);
    assertThat(failure.code()).isEqualTo(code);
    return failure;
  }
}
