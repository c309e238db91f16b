package dev.ferry.peers.google.pubsub;

import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.StreamingPullResponse.AcknowledgeConfirmation;
import com.google.pubsub.v1.StreamingPullResponse.ModifyAckDeadlineConfirmation;
import com.google.pubsub.v1.StreamingPullResponse.SubscriptionProperties;
import com.google.pubsub.v1.Subscription;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One stream: messages go down as long as the client has room for more, acks come up. Everything
 * happens under the broker's lock.
 */
final class StreamingPull implements StreamObserver<StreamingPullRequest>, Receiver {
  private final Broker broker;
  private final ServerCallStreamObserver<StreamingPullResponse> caller;
  private final Map<String, Integer> outstanding = new HashMap<>();
  private @Nullable Feed feed;
  private String subscription = "";
  private long mostMessages = Long.MAX_VALUE;
  private long mostBytes = Long.MAX_VALUE;
  private long outstandingBytes;
  private Duration deadline = Duration.ZERO;
  private boolean ended;

  StreamingPull(Broker broker, StreamObserver<StreamingPullResponse> caller) {
    this.broker = broker;
    this.caller = (ServerCallStreamObserver<StreamingPullResponse>) caller;
    this.caller.setOnCancelHandler(() -> broker.locked(() -> leave()));
  }

  @Override
  public void onNext(StreamingPullRequest request) {
    try {
      if (subscription.isEmpty()) {
        begin(request);
      } else {
        settle(request);
      }
    } catch (StatusRuntimeException refused) {
      broker.locked(this::leave);
      caller.onError(refused);
    }
  }

  private void begin(StreamingPullRequest request) {
    Checks.streamDeadline(request.getStreamAckDeadlineSeconds());
    subscription = request.getSubscription();
    deadline = Duration.ofSeconds(request.getStreamAckDeadlineSeconds());
    mostMessages = limit(request.getMaxOutstandingMessages());
    mostBytes = limit(request.getMaxOutstandingBytes());
    broker.with(
        subscription,
        found -> {
          feed = found;
          caller.onNext(answer(found.settings()).build());
          found.tick();
          found.attach(this);
          return found;
        });
  }

  private static long limit(long asked) {
    return asked <= 0 ? Long.MAX_VALUE : asked;
  }

  private static StreamingPullResponse.Builder answer(Subscription settings) {
    return StreamingPullResponse.newBuilder()
        .setSubscriptionProperties(
            SubscriptionProperties.newBuilder()
                .setExactlyOnceDeliveryEnabled(settings.getEnableExactlyOnceDelivery())
                .setMessageOrderingEnabled(settings.getEnableMessageOrdering()));
  }

  private void settle(StreamingPullRequest request) {
    if (request.getStreamAckDeadlineSeconds() > 0) {
      Checks.streamDeadline(request.getStreamAckDeadlineSeconds());
      broker.locked(() -> deadline = Duration.ofSeconds(request.getStreamAckDeadlineSeconds()));
    }
    List<String> acks = request.getAckIdsList();
    if (!acks.isEmpty()) {
      confirmAcks(acks, Settling.stale(broker, subscription, acks, Feed::ack));
    }
    List<String> modified = request.getModifyDeadlineAckIdsList();
    if (!modified.isEmpty()) {
      List<Integer> seconds = request.getModifyDeadlineSecondsList();
      if (seconds.size() != modified.size()) {
        throw Refusal.invalid("Each modified ack id needs its deadline.");
      }
      seconds.forEach(Checks::modifiedDeadline);
      List<Integer> left = new ArrayList<>(seconds);
      confirmModified(
          modified,
          Settling.stale(
              broker, subscription, modified, (at, id) -> at.modify(id, left.remove(0))));
    }
  }

  private void confirmAcks(List<String> asked, List<String> stale) {
    confirm(
        answer ->
            answer.setAcknowledgeConfirmation(
                AcknowledgeConfirmation.newBuilder()
                    .addAllAckIds(asked.stream().filter(id -> !stale.contains(id)).toList())
                    .addAllInvalidAckIds(stale)));
  }

  private void confirmModified(List<String> asked, List<String> stale) {
    confirm(
        answer ->
            answer.setModifyAckDeadlineConfirmation(
                ModifyAckDeadlineConfirmation.newBuilder()
                    .addAllAckIds(asked.stream().filter(id -> !stale.contains(id)).toList())
                    .addAllInvalidAckIds(stale)));
  }

  /** Only a subscription with exactly-once delivery tells what became of ack ids. */
  private void confirm(UnaryOperator<StreamingPullResponse.Builder> what) {
    broker.with(
        subscription,
        at -> {
          if (at.exactlyOnce() && !ended) {
            caller.onNext(what.apply(answer(at.settings())).build());
          }
          return at;
        });
  }

  @Override
  public int room() {
    boolean full = ended || caller.isCancelled() || outstandingBytes >= mostBytes;
    return full ? 0 : (int) Math.min(Integer.MAX_VALUE, mostMessages - outstanding.size());
  }

  @Override
  public Duration lease(Duration ofSubscription) {
    return deadline;
  }

  @Override
  public void deliver(List<Stored> messages) {
    if (feed == null) {
      return;
    }
    StreamingPullResponse.Builder answer = answer(feed.settings());
    for (Stored stored : messages) {
      int bytes = stored.message.getSerializedSize();
      outstanding.put(stored.ackId, bytes);
      outstandingBytes += bytes;
      answer.addReceivedMessages(Received.of(stored, feed.settings()));
    }
    caller.onNext(answer.build());
  }

  @Override
  public void settled(String ackId) {
    Integer bytes = outstanding.remove(ackId);
    outstandingBytes -= bytes == null ? 0 : bytes;
  }

  private boolean leave() {
    ended = true;
    if (feed != null) {
      feed.detach(this);
    }
    return true;
  }

  @Override
  public void onError(Throwable clientGone) {
    broker.locked(this::leave);
  }

  /** The client wants no more; what it has stays leased until it settles it or its time is up. */
  @Override
  public void onCompleted() {
    boolean first = broker.locked(() -> !ended && leave());
    if (first) {
      caller.onCompleted();
    }
  }

  @Override
  public void end() {
    if (!ended) {
      ended = true;
      caller.onError(Refusal.notFound(subscription));
    }
  }
}
