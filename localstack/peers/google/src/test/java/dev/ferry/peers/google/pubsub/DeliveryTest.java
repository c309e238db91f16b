package dev.ferry.peers.google.pubsub;

import static dev.ferry.peers.google.pubsub.Rig.message;
import static dev.ferry.peers.google.pubsub.Rig.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.SeekRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Leases, redelivery, retention and seek. */
class DeliveryTest {

  @Test
  void message_isReceivedWithItsIdAndTime_andAckedForGood() {
    try (Rig rig = Rig.ordinary()) {
      List<String> ids = rig.publish(message("one").putAttributes("kind", "order"));
      ReceivedMessage received = rig.pull(10).get(0);

      assertThat(received.getMessage().getMessageId()).isEqualTo(ids.get(0));
      assertThat(received.getMessage().getAttributesMap()).containsEntry("kind", "order");
      assertThat(received.getMessage().getPublishTime())
          .isEqualTo(ServerTime.timestamp(rig.clock.instant()));
      assertThat(received.getDeliveryAttempt()).isZero();
      rig.ack(received);
      rig.clock.advance(Duration.ofHours(1));
      assertThat(rig.pull(10)).isEmpty();
    }
  }

  @Test
  void leaseThatEnds_redelivers_andAnAckComesTooLate() {
    try (Rig rig = Rig.ordinary()) {
      rig.publish(message("one"));
      ReceivedMessage late = rig.pull(1).get(0);
      rig.clock.advance(Duration.ofSeconds(9));
      assertThat(rig.pull(1)).isEmpty();
      rig.clock.advance(Duration.ofSeconds(1));
      assertThat(rig.pull(1)).hasSize(1);

      rig.ack(late);

      rig.clock.advance(Duration.ofSeconds(10));
      assertThat(texts(rig.pull(1))).containsExactly("one");
    }
  }

  @Test
  void modifiedDeadline_countsFromNow_upToSixHundredSeconds() {
    try (Rig rig = Rig.ordinary()) {
      rig.publish(message("one"));
      rig.modify(rig.pull(1).get(0), 600);

      rig.clock.advance(Duration.ofSeconds(599));
      assertThat(rig.pull(1)).isEmpty();
      rig.clock.advance(Duration.ofSeconds(1));
      assertThat(rig.pull(1)).hasSize(1);
    }
  }

  @Test
  void nackWithoutARetryPolicy_redeliversAtOnce() {
    try (Rig rig = Rig.ordinary()) {
      rig.publish(message("one"));
      rig.nack(rig.pull(1).get(0));

      assertThat(texts(rig.pull(1))).containsExactly("one");
    }
  }

  @Test
  void retryPolicy_doublesFromTheLeastToTheMost() {
    RetryPolicy policy =
        RetryPolicy.newBuilder()
            .setMinimumBackoff(ServerTime.duration(Duration.ofSeconds(2)))
            .setMaximumBackoff(ServerTime.duration(Duration.ofSeconds(5)))
            .build();
    try (Rig rig = new Rig().topic().subscribed(Rig.wanted().setRetryPolicy(policy))) {
      rig.publish(message("one"));
      for (int seconds : new int[] {2, 4, 5, 5}) {
        rig.nack(rig.pull(1).get(0));
        rig.clock.advance(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(rig.pull(1)).isEmpty();
        rig.clock.advance(Duration.ofMillis(1));
      }
      assertThat(rig.pull(1)).hasSize(1);
    }
  }

  @Test
  void retention_isOver() {
    try (Rig rig =
        new Rig()
            .topic()
            .subscribed(
                Rig.wanted()
                    .setMessageRetentionDuration(ServerTime.duration(Duration.ofMinutes(10))))) {
      rig.publish(message("old"));
      rig.clock.advance(Duration.ofMinutes(6));
      rig.publish(message("new"));
      rig.clock.advance(Duration.ofMinutes(6));

      assertThat(texts(rig.pull(10))).containsExactly("new");
    }
  }

  @Test
  void seekToATime_redeliversWhatWasAckedSinceThen_andAcksWhatWasBefore() {
    try (Rig rig = new Rig().topic().subscribed(Rig.wanted().setRetainAckedMessages(true))) {
      rig.publish(message("before"));
      rig.clock.advance(Duration.ofSeconds(1));
      Timestamp point = ServerTime.timestamp(rig.clock.instant());
      rig.publish(message("since"));
      rig.publish(message("leased"));
      List<ReceivedMessage> all = rig.pull(10);
      rig.ack(all.get(1));

      var unused =
          rig.subscriber.seek(
              SeekRequest.newBuilder().setSubscription(Rig.SUBSCRIPTION).setTime(point).build());

      assertThat(texts(rig.pull(10))).containsExactly("since", "leased");
    }
  }
}
