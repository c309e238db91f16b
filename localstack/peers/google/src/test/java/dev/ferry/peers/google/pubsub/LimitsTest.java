package dev.ferry.peers.google.pubsub;

import static dev.ferry.peers.google.pubsub.Rig.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.FieldMask;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import io.grpc.Status;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the service refuses, and how. */
class LimitsTest {
  private final Rig rig = Rig.ordinary();

  @AfterEach
  void close() {
    rig.close();
  }

  private static void assertRefused(Status.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .satisfies(failure -> assertThat(Status.fromThrowable(failure).getCode()).isEqualTo(code));
  }

  private void assertInvalid(PubsubMessage.Builder... messages) {
    assertRefused(Status.Code.INVALID_ARGUMENT, () -> rig.publish(messages));
  }

  private static PubsubMessage.Builder ofBytes(int bytes) {
    return message("x".repeat(bytes));
  }

  @Test
  void requestOfTenMegabytes_isTaken_andOneByteMoreIsNot() {
    PublishRequest empty =
        PublishRequest.newBuilder().setTopic(Rig.TOPIC).addMessages(ofBytes(9_000_000)).build();
    int room = Checks.REQUEST_BYTES - empty.getSerializedSize() + 9_000_000;

    assertThat(rig.publish(ofBytes(room))).hasSize(1);
    assertInvalid(ofBytes(room + 1));
    assertThat(rig.pull(10)).hasSize(1);
  }

  @Test
  void thousandMessages_areTaken_andOneMoreIsNot() {
    PubsubMessage.Builder[] thousand =
        IntStream.range(0, 1000)
            .mapToObj(i -> message("m" + i))
            .toArray(PubsubMessage.Builder[]::new);
    PubsubMessage.Builder[] more = new PubsubMessage.Builder[1001];
    System.arraycopy(thousand, 0, more, 0, 1000);
    more[1000] = message("one more");

    assertThat(rig.publish(thousand)).hasSize(1000);
    assertInvalid(more);
  }

  @Test
  void attributesAndKeys_haveLimits() {
    Map<String, String> hundred =
        IntStream.range(0, 100).boxed().collect(Collectors.toMap(i -> "a" + i, i -> "v"));

    assertThat(rig.publish(message("x").putAllAttributes(hundred))).hasSize(1);
    assertInvalid(message("x").putAllAttributes(hundred).putAttributes("more", "v"));
    assertInvalid(message("x").putAttributes("k".repeat(257), "v"));
    assertInvalid(message("x").putAttributes("k", "v".repeat(1025)));
    assertInvalid(message("x").putAttributes("goog-like", "v"));
    assertInvalid(message("x").setOrderingKey("k".repeat(1025)));
    assertInvalid(message("x").setOrderingKey("a"), message("y").setOrderingKey("b"));
    assertInvalid(PubsubMessage.newBuilder());
    assertInvalid();
  }

  @Test
  void whatIsThereAlready_andWhatIsNot_haveTheirCodes() {
    assertRefused(Status.Code.ALREADY_EXISTS, rig::topic);
    assertRefused(Status.Code.ALREADY_EXISTS, () -> rig.subscribed(Rig.wanted()));
    assertRefused(
        Status.Code.NOT_FOUND,
        () -> rig.subscribed(Rig.wanted().setTopic("projects/p/topics/none")));
    assertRefused(Status.Code.NOT_FOUND, () -> rig.pull("projects/p/subscriptions/none", 1));
    assertRefused(
        Status.Code.NOT_FOUND,
        () ->
            rig.publisher.publish(
                PublishRequest.newBuilder()
                    .setTopic("projects/p/topics/none")
                    .addMessages(message("x"))
                    .build()));
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        () ->
            rig.publisher.createTopic(
                Topic.newBuilder().setName("projects/p/topics/goog-x").build()));
  }

  @Test
  void deadlinesOutsideOfTheirRange_areRefused() {
    for (int seconds : new int[] {9, 601}) {
      Subscription.Builder wanted =
          Rig.wanted().setName("projects/p/subscriptions/sub2").setAckDeadlineSeconds(seconds);
      assertRefused(Status.Code.INVALID_ARGUMENT, () -> rig.subscribed(wanted));
    }
    rig.publish(message("x"));
    var received = rig.pull(1).get(0);
    assertRefused(Status.Code.INVALID_ARGUMENT, () -> rig.modify(received, 601));
  }

  @Test
  void labels_canBeChanged_andTheFilterCannot() {
    Subscription wanted = Rig.wanted().putLabels("a", "b").setFilter("attributes:x").build();

    Subscription changed = rig.subscriber.updateSubscription(update(wanted, "labels"));

    assertThat(changed.getLabelsMap()).containsExactly(Map.entry("a", "b"));
    assertThat(rig.settings()).isEqualTo(changed);
    assertThat(changed.getFilter()).isEmpty();
    assertRefused(
        Status.Code.INVALID_ARGUMENT,
        () -> rig.subscriber.updateSubscription(update(wanted, "filter")));
  }

  private static UpdateSubscriptionRequest update(Subscription wanted, String path) {
    return UpdateSubscriptionRequest.newBuilder()
        .setSubscription(wanted)
        .setUpdateMask(FieldMask.newBuilder().addPaths(path))
        .build();
  }
}
