package dev.ferry.peers.google.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.ModifyPushConfigRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.SeekResponse;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.function.Supplier;

/** The verbs of subscriptions. */
final class SubscriberService extends SubscriberGrpc.SubscriberImplBase {
  private static final Set<String> FIXED =
      Set.of("name", "topic", "filter", "enable_message_ordering");

  private final Broker broker;
  private final ServerTime time;
  private final Call call;

  SubscriberService(Broker broker, ServerTime time, Call call) {
    this.broker = broker;
    this.time = time;
    this.call = call;
  }

  private <T> void manage(StreamObserver<T> caller, Supplier<T> action) {
    call.answer(PubSubServer.MANAGE, caller, action);
  }

  @Override
  public void createSubscription(Subscription wanted, StreamObserver<Subscription> caller) {
    manage(caller, () -> broker.createSubscription(wanted));
  }

  @Override
  public void getSubscription(GetSubscriptionRequest request, StreamObserver<Subscription> caller) {
    manage(caller, () -> broker.with(request.getSubscription(), Feed::settings));
  }

  @Override
  public void updateSubscription(
      UpdateSubscriptionRequest request, StreamObserver<Subscription> caller) {
    manage(
        caller,
        () -> {
          Subscription wanted = request.getSubscription();
          Subscription is = broker.with(wanted.getName(), Feed::settings);
          return broker.change(Masks.merged(is, wanted, request.getUpdateMask(), FIXED));
        });
  }

  @Override
  public void modifyPushConfig(ModifyPushConfigRequest request, StreamObserver<Empty> caller) {
    manage(
        caller,
        () -> {
          broker.changePush(request.getSubscription(), request.getPushConfig());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void listSubscriptions(
      ListSubscriptionsRequest request, StreamObserver<ListSubscriptionsResponse> caller) {
    manage(
        caller,
        () ->
            ListSubscriptionsResponse.newBuilder()
                .addAllSubscriptions(broker.subscriptions(request.getProject()))
                .build());
  }

  @Override
  public void deleteSubscription(DeleteSubscriptionRequest request, StreamObserver<Empty> caller) {
    manage(
        caller,
        () -> {
          broker.deleteSubscription(request.getSubscription());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void seek(SeekRequest request, StreamObserver<SeekResponse> caller) {
    manage(
        caller,
        () -> {
          if (!request.hasTime()) {
            throw Refusal.invalid("This server seeks to a time, it has no snapshots.");
          }
          broker.with(
              request.getSubscription(),
              feed -> {
                feed.seek(ServerTime.instant(request.getTime()));
                return feed;
              });
          return SeekResponse.getDefaultInstance();
        });
  }

  @Override
  public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> caller) {
    call.answer(
        PubSubServer.ACK,
        caller,
        () -> {
          String subscription = request.getSubscription();
          Settling.unary(broker, subscription, request.getAckIdsList(), Feed::ack);
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> caller) {
    call.answer(
        PubSubServer.MODIFY,
        caller,
        () -> {
          int seconds = request.getAckDeadlineSeconds();
          Checks.modifiedDeadline(seconds);
          Settling.unary(
              broker,
              request.getSubscription(),
              request.getAckIdsList(),
              (feed, id) -> feed.modify(id, seconds));
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void pull(PullRequest request, StreamObserver<PullResponse> caller) {
    try {
      Pull.begin(request, caller, broker, time);
    } catch (StatusRuntimeException refused) {
      caller.onError(refused);
    }
  }

  @Override
  public StreamObserver<StreamingPullRequest> streamingPull(
      StreamObserver<StreamingPullResponse> caller) {
    return new StreamingPull(broker, caller);
  }
}
