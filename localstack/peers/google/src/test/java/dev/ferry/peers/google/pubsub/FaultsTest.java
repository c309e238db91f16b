package dev.ferry.peers.google.pubsub;

import static dev.ferry.peers.google.pubsub.Rig.message;
import static dev.ferry.peers.google.pubsub.Rig.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.rpc.ErrorInfo;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Faults of a plan, and what exactly-once delivery says of leases that are over. */
class FaultsTest {
  private static Rig with(FaultPlan plan) {
    return new Rig(plan.start()).topic().subscribed(Rig.wanted());
  }

  @Test
  void throttledCall_doesNothing_andOneWhoseAnswerIsLostDoes() {
    FaultPlan plan =
        FaultPlan.seeded(1)
            .once(Fault.THROTTLE, PubSubServer.PUBLISH)
            .once(Fault.LOST_RESPONSE, PubSubServer.PUBLISH);
    try (Rig rig = with(plan)) {
      assertThatThrownBy(() -> rig.publish(message("refused")))
          .hasMessageContaining("RESOURCE_EXHAUSTED");
      assertThatThrownBy(() -> rig.publish(message("stored"))).hasMessageContaining("UNAVAILABLE");

      assertThat(texts(rig.pull(10))).containsExactly("stored");
    }
  }

  @Test
  void duplicate_comesTwice() {
    try (Rig rig = with(FaultPlan.seeded(1).once(Fault.DUPLICATE, PubSubServer.DELIVER))) {
      rig.publish(message("one"));

      List<ReceivedMessage> both = rig.pull(10);
      assertThat(texts(both)).containsExactly("one", "one");
      assertThat(both.get(0).getMessage()).isEqualTo(both.get(1).getMessage());
    }
  }

  @Test
  void droppedAck_letsTheMessageComeAgain_andSoDoesALostLease() {
    FaultPlan plan =
        FaultPlan.seeded(1)
            .once(Fault.DROP_ACK, PubSubServer.ACK)
            .at(Fault.LOSE_LEASE, PubSubServer.DELIVER, 2);
    try (Rig rig = with(plan)) {
      rig.publish(message("one"));
      rig.ack(rig.pull(1).get(0));
      rig.clock.advance(Duration.ofSeconds(10));
      assertThat(texts(rig.pull(1))).containsExactly("one");
      rig.clock.advance(Duration.ZERO);

      assertThat(texts(rig.pull(1))).containsExactly("one");
    }
  }

  @Test
  void exactlyOnce_refusesTheStaleIds_eachByItself() {
    try (Rig rig = new Rig().topic().subscribed(Rig.wanted().setEnableExactlyOnceDelivery(true))) {
      rig.publish(message("1"));
      ReceivedMessage stale = rig.pull(1).get(0);
      rig.clock.advance(Duration.ofSeconds(10));
      rig.publish(message("2"));
      List<ReceivedMessage> current = rig.pull(10);

      assertThatThrownBy(() -> rig.ack(stale, current.get(0), current.get(1)))
          .satisfies(
              failure -> {
                assertThat(Status.fromThrowable(failure).getCode())
                    .isEqualTo(Status.Code.FAILED_PRECONDITION);
                assertThat(
                        StatusProto.fromThrowable(failure)
                            .getDetails(0)
                            .unpack(ErrorInfo.class)
                            .getMetadataMap())
                    .containsExactly(
                        Map.entry(stale.getAckId(), "PERMANENT_FAILURE_INVALID_ACK_ID"));
              });
      rig.clock.advance(Duration.ofSeconds(10));
      assertThat(rig.pull(10)).isEmpty();
    }
  }
}
