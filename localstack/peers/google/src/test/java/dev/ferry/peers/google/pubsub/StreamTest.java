package dev.ferry.peers.google.pubsub;

import static dev.ferry.peers.google.pubsub.Rig.message;
import static dev.ferry.peers.google.pubsub.Rig.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Streams: flow control, leases, confirmations. */
class StreamTest {

  /** A client of one stream. */
  private static final class Stream implements StreamObserver<StreamingPullResponse> {
    private final BlockingQueue<ReceivedMessage> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<StreamingPullResponse> confirmations = new LinkedBlockingQueue<>();
    private final BlockingQueue<Status> ends = new LinkedBlockingQueue<>();
    private final StreamObserver<StreamingPullRequest> requests;

    Stream(Rig rig, long mostMessages) {
      requests = SubscriberGrpc.newStub(rig.channel).streamingPull(this);
      requests.onNext(
          StreamingPullRequest.newBuilder()
              .setSubscription(Rig.SUBSCRIPTION)
              .setStreamAckDeadlineSeconds(20)
              .setMaxOutstandingMessages(mostMessages)
              .build());
    }

    ReceivedMessage next() throws InterruptedException {
      return Objects.requireNonNull(messages.poll(30, TimeUnit.SECONDS), "nothing came");
    }

    void ack(String ackId) {
      requests.onNext(StreamingPullRequest.newBuilder().addAckIds(ackId).build());
    }

    @Override
    public void onNext(StreamingPullResponse response) {
      messages.addAll(response.getReceivedMessagesList());
      if (response.hasAcknowledgeConfirmation() || response.hasModifyAckDeadlineConfirmation()) {
        confirmations.add(response);
      }
    }

    @Override
    public void onError(Throwable failed) {
      ends.add(Status.fromThrowable(failed));
    }

    @Override
    public void onCompleted() {
      ends.add(Status.OK);
    }
  }

  @Test
  void messages_comeAsTheyArePublished_butNoMoreThanTheClientHasRoomFor() throws Exception {
    try (Rig rig = Rig.ordinary()) {
      Stream stream = new Stream(rig, 2);
      rig.publish(message("1"), message("2"), message("3"));

      List<ReceivedMessage> two = List.of(stream.next(), stream.next());
      assertThat(texts(two)).containsExactly("1", "2");
      assertThat(rig.server.held(Rig.SUBSCRIPTION)).isEqualTo(new PubSubServer.Held(3, 2));
      stream.ack(two.get(0).getAckId());

      assertThat(Rig.text(stream.next())).isEqualTo("3");
    }
  }

  @Test
  void leasesOfAStream_lastAsLongAsItSays_andOutliveIt() throws Exception {
    try (Rig rig = Rig.ordinary()) {
      Stream stream = new Stream(rig, 10);
      rig.publish(message("1"));
      ReceivedMessage received = stream.next();
      stream.requests.onCompleted();
      assertThat(stream.ends.poll(30, TimeUnit.SECONDS)).isEqualTo(Status.OK);

      rig.clock.advance(Duration.ofSeconds(19));
      assertThat(rig.pull(1)).isEmpty();
      rig.ack(received);
      rig.clock.advance(Duration.ofSeconds(20));
      assertThat(rig.pull(1)).isEmpty();
    }
  }

  @Test
  void exactlyOnce_confirmsAcks_andNamesTheStale() throws Exception {
    try (Rig rig = new Rig().topic().subscribed(Rig.wanted().setEnableExactlyOnceDelivery(true))) {
      Stream stream = new Stream(rig, 10);
      rig.publish(message("1"));
      String ackId = stream.next().getAckId();
      stream.ack(ackId);
      stream.ack(ackId);

      var first = Objects.requireNonNull(stream.confirmations.poll(30, TimeUnit.SECONDS));
      var second = Objects.requireNonNull(stream.confirmations.poll(30, TimeUnit.SECONDS));
      assertThat(first.getAcknowledgeConfirmation().getAckIdsList()).containsExactly(ackId);
      assertThat(second.getAcknowledgeConfirmation().getInvalidAckIdsList()).containsExactly(ackId);
    }
  }

  @Test
  void streamOfWhatIsNotThere_endsWithNotFound() throws Exception {
    try (Rig rig = new Rig()) {
      Stream stream = new Stream(rig, 10);

      Status end = Objects.requireNonNull(stream.ends.poll(30, TimeUnit.SECONDS));
      assertThat(end.getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }
  }
}
