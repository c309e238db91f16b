package dev.ferry.peers.google.pubsub;

import static dev.ferry.peers.google.pubsub.Rig.text;
import static dev.ferry.peers.google.pubsub.Rig.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Topic;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of a key, and what a failure does to them. */
class OrderTest {

  @Test
  void batchOfAKey_comesInOrder_andNoMoreUntilItIsSettled() {
    try (Rig rig = Rig.ordered()) {
      rig.publishKeyed("a1", "b1", "a2");
      List<ReceivedMessage> first = rig.pull(10);
      rig.publishKeyed("a3", "c1");

      assertThat(texts(first)).containsExactly("a1", "a2", "b1");
      assertThat(texts(rig.pull(10))).containsExactly("c1");
      rig.ack(first.get(0));
      assertThat(rig.pull(10)).isEmpty();
      rig.ack(first.get(1));
      assertThat(texts(rig.pull(10))).containsExactly("a3");
    }
  }

  @Test
  void nack_redeliversAllLaterOnesOfTheKey_ackedOnesToo() {
    try (Rig rig = Rig.ordered()) {
      rig.publishKeyed("a1", "a2", "a3");
      List<ReceivedMessage> batch = rig.pull(10);
      rig.ack(batch.get(1));
      rig.nack(batch.get(0));

      assertThat(texts(rig.pull(10))).containsExactly("a1", "a2", "a3");
    }
  }

  @Test
  void leaseThatEnds_redeliversAllLaterOnesOfTheKey() {
    try (Rig rig = Rig.ordered()) {
      rig.publishKeyed("a1", "a2", "a3");
      List<ReceivedMessage> batch = rig.pull(10);
      rig.modify(batch.get(0), 60);
      rig.modify(batch.get(2), 60);
      rig.clock.advance(Duration.ofSeconds(10));
      assertThat(rig.pull(10)).isEmpty();
      rig.ack(batch.get(0));

      assertThat(texts(rig.pull(10))).containsExactly("a2", "a3");
    }
  }

  @Test
  void deadLetter_letsItsKeyGoOn() {
    String dead = "projects/p/topics/dead";
    DeadLetterPolicy policy =
        DeadLetterPolicy.newBuilder().setDeadLetterTopic(dead).setMaxDeliveryAttempts(5).build();
    try (Rig rig = new Rig().topic()) {
      Topic unused = rig.publisher.createTopic(Topic.newBuilder().setName(dead).build());
      rig.subscribed(Rig.wanted().setEnableMessageOrdering(true).setDeadLetterPolicy(policy));
      rig.publishKeyed("a1", "a2");
      for (int attempt = 1; attempt <= 5; attempt++) {
        ReceivedMessage head = rig.pull(1).get(0);
        assertThat(text(head)).isEqualTo("a1");
        rig.nack(head);
      }

      assertThat(texts(rig.pull(10))).containsExactly("a2");
    }
  }
}
