package dev.ferry.peers.google.pubsub;

import static dev.ferry.peers.google.pubsub.Rig.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What fails too often goes to another topic, as a new message. */
class DeadLetterTest {
  private static final String DEAD = "projects/p/topics/dead";
  private static final String LETTERS = "projects/p/subscriptions/letters";

  private static Subscription.Builder withLimit(int attempts) {
    return Rig.wanted()
        .setDeadLetterPolicy(
            DeadLetterPolicy.newBuilder()
                .setDeadLetterTopic(DEAD)
                .setMaxDeliveryAttempts(attempts));
  }

  @Test
  void messageThatFailsTooOften_isForwarded_withWhereItCameFrom() {
    try (Rig rig = new Rig().topic()) {
      Topic unused = rig.publisher.createTopic(Topic.newBuilder().setName(DEAD).build());
      rig.subscribed(Subscription.newBuilder().setName(LETTERS).setTopic(DEAD));
      rig.subscribed(withLimit(5));
      List<String> ids = rig.publish(message("poison").putAttributes("kind", "order"));
      String published = rig.clock.instant().toString();
      for (int attempt = 1; attempt <= 5; attempt++) {
        ReceivedMessage received = rig.pull(1).get(0);
        assertThat(received.getDeliveryAttempt()).isEqualTo(attempt);
        rig.nack(received);
      }

      assertThat(rig.pull(1)).isEmpty();
      ReceivedMessage letter = rig.pull(LETTERS, 1).get(0);
      assertThat(letter.getMessage().getMessageId()).isNotEqualTo(ids.get(0));
      assertThat(letter.getMessage().getAttributesMap())
          .containsEntry("kind", "order")
          .containsEntry("CloudPubSubDeadLetterSourceDeliveryCount", "5")
          .containsEntry("CloudPubSubDeadLetterSourceSubscription", "orders")
          .containsEntry("CloudPubSubDeadLetterSourceSubscriptionProject", "p")
          .containsEntry("CloudPubSubDeadLetterSourceTopicPublishTime", published);
    }
  }

  @Test
  void limitOfDeliveries_isFiveToAHundred() {
    for (int attempts : new int[] {1, 4, 101}) {
      try (Rig rig = new Rig().topic()) {
        assertThatThrownBy(() -> rig.subscribed(withLimit(attempts)))
            .satisfies(
                failure ->
                    assertThat(Status.fromThrowable(failure).getCode())
                        .isEqualTo(Status.Code.INVALID_ARGUMENT));
      }
    }
  }
}
