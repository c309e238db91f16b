package dev.ferry.peers.google.pubsub;

import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;

/** One pull: waits a while for the first messages, and takes what is there then. */
final class Pull implements Receiver {
  /** How long the service waits before it says that there is nothing. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

  private final ServerCallStreamObserver<PullResponse> caller;
  private final Feed feed;
  private int room;

  private Pull(StreamObserver<PullResponse> caller, Feed feed, int room) {
    this.caller = (ServerCallStreamObserver<PullResponse>) caller;
    this.feed = feed;
    this.room = room;
  }

  static void begin(
      PullRequest request, StreamObserver<PullResponse> caller, Broker broker, ServerTime time) {
    if (request.getMaxMessages() < 1) {
      throw Refusal.invalid("max_messages must be at least 1.");
    }
    broker.with(
        request.getSubscription(),
        feed -> {
          Pull pull = new Pull(caller, feed, request.getMaxMessages());
          pull.caller.setOnCancelHandler(() -> broker.locked(pull::cancel));
          feed.tick();
          feed.attach(pull);
          if (atOnce(request)) {
            pull.finish(List.of());
          } else if (pull.room > 0) {
            time.at(
                time.now().plus(LONGEST_WAIT), () -> broker.locked(() -> pull.finish(List.of())));
          }
          return pull;
        });
  }

  @SuppressWarnings("deprecation") // Still served, and still asked for.
  private static boolean atOnce(PullRequest request) {
    return request.getReturnImmediately();
  }

  @Override
  public int room() {
    return caller.isCancelled() ? 0 : room;
  }

  @Override
  public Duration lease(Duration ofSubscription) {
    return ofSubscription;
  }

  @Override
  public void deliver(List<Stored> messages) {
    finish(messages.stream().map(stored -> Received.of(stored, feed.settings())).toList());
  }

  private boolean finish(List<ReceivedMessage> messages) {
    boolean first = room > 0;
    if (first) {
      cancel();
      caller.onNext(PullResponse.newBuilder().addAllReceivedMessages(messages).build());
      caller.onCompleted();
    }
    return first;
  }

  private boolean cancel() {
    room = 0;
    feed.leave(this);
    return true;
  }

  @Override
  public void end() {
    if (room > 0) {
      room = 0;
      caller.onError(Refusal.notFound(feed.settings().getName()));
    }
  }
}
