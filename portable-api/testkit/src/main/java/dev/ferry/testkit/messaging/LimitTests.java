package dev.ferry.testkit.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.testkit.Feature;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a broker says it takes, it takes; what it does not take is refused before it is sent. */
@Feature("Limits, checked before sending")
interface LimitTests extends BrokerTests {

  private static Message message(int bodyBytes, int attributes) {
    Message.Builder message = Message.builder(Scene.body(bodyBytes)).id("limit");
    for (int i = 0; i < attributes; i++) {
      message.attribute("attribute-" + i, "value-" + i);
    }
    return message.build();
  }

  /** How many attributes a user may set. */
  private static int slots(Publisher publisher) {
    return publisher.capabilities().limits().attributes() - Limits.RESERVED_ATTRIBUTES;
  }

  /** The largest body that fits beside these attributes. */
  private static int largestBody(Publisher publisher, int attributes) {
    int limit = publisher.capabilities().limits().messageBytes();
    return Scene.firstNotPassing(0, limit, size -> publisher.fits(message(size, attributes))) - 1;
  }

  private void assertRefused(Address queue, ThrowingCallable publishing) {
    assertThatThrownBy(publishing)
        .isInstanceOfSatisfying(
            MessagingException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    scene().assertEmpty(scene().subscription(queue));
  }

  @Test
  default void largestMessage_withEveryAttribute_isReceived() {
    Address queue = scene().queue();
    Publisher publisher = scene().publisher(queue);
    int attributes = slots(publisher);
    Message largest = message(largestBody(publisher, attributes), attributes);

    publisher.publish(largest);

    Message received = scene().receiveOne(scene().subscription(queue)).message();
    assertThat(received.body()).isEqualTo(largest.body());
    assertThat(received.attributes()).isEqualTo(largest.attributes());
  }

  /** Bytes that are no text may take more room than they have, which is counted before. */
  @Test
  default void largestMessageOfAnyBytes_isReceived() {
    Address queue = scene().queue();
    Publisher publisher = scene().publisher(queue);
    int limit = publisher.capabilities().limits().messageBytes();
    int size =
        Scene.firstNotPassing(0, limit, bytes -> publisher.fits(Message.of(zeros(bytes)))) - 1;

    publisher.publish(Message.of(zeros(size)));

    Message received = scene().receiveOne(scene().subscription(queue)).message();
    assertThat(received.body()).isEqualTo(zeros(size));
  }

  private static Body zeros(int bytes) {
    return Body.wrap(new byte[bytes]);
  }

  @Test
  default void messageOneByteTooLarge_isRefused() {
    Address queue = scene().queue();
    Publisher publisher = scene().publisher(queue);
    Message tooLarge = message(largestBody(publisher, 3) + 1, 3);

    assertRefused(queue, () -> publisher.publish(tooLarge));
  }

  @Test
  default void attributeTooMany_isRefused_notDropped() {
    Address queue = scene().queue();
    Publisher publisher = scene().publisher(queue);
    Message tooMany = message(1, slots(publisher) + 1);

    assertRefused(queue, () -> publisher.publish(tooMany));
  }

  @Test
  default void delayTooLong_isRefused() {
    Address queue = scene().queue();
    Publisher publisher = scene().publisher(queue);
    Message tooLate =
        message(1, 0).toBuilder()
            .delay(publisher.capabilities().limits().delay().plusSeconds(1))
            .build();

    assertRefused(queue, () -> publisher.publish(tooLate));
  }

  @Test
  default void batchWithOneMessageTooLarge_isNotSent() {
    Address queue = scene().queue();
    Publisher publisher = scene().publisher(queue);
    int tooLarge = publisher.capabilities().limits().messageBytes() + 1;
    List<Message> batch = List.of(message(1, 0), message(tooLarge, 0), message(2, 0));

    assertRefused(queue, () -> publisher.publishAll(batch));
  }

  @Test
  default void messageThatIsSentOn_keepsAttributesThatFindNoSlot() {
    Address queue = scene().queue();
    Publisher publisher = scene().publisher(queue);
    Message tooMany = message(1, slots(publisher) + Limits.RESERVED_ATTRIBUTES + 5);

    publisher.forward(tooMany);

    Message received = scene().receiveOne(scene().subscription(queue)).message();
    assertThat(received.attributes()).isEqualTo(tooMany.attributes());
  }
}
