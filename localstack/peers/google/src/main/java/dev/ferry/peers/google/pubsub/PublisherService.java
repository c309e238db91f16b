package dev.ferry.peers.google.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.Topic;
import com.google.pubsub.v1.UpdateTopicRequest;
import io.grpc.stub.StreamObserver;
import java.util.Set;

/** The verbs of topics. */
final class PublisherService extends PublisherGrpc.PublisherImplBase {
  private final Broker broker;
  private final Call call;

  PublisherService(Broker broker, Call call) {
    this.broker = broker;
    this.call = call;
  }

  @Override
  public void createTopic(Topic topic, StreamObserver<Topic> caller) {
    call.answer(PubSubServer.MANAGE, caller, () -> broker.createTopic(topic));
  }

  @Override
  public void updateTopic(UpdateTopicRequest request, StreamObserver<Topic> caller) {
    call.answer(
        PubSubServer.MANAGE,
        caller,
        () -> {
          Topic is = broker.topic(request.getTopic().getName());
          return broker.changeTopic(
              Masks.merged(is, request.getTopic(), request.getUpdateMask(), Set.of("name")));
        });
  }

  @Override
  public void publish(PublishRequest request, StreamObserver<PublishResponse> caller) {
    call.answer(
        PubSubServer.PUBLISH,
        caller,
        () -> {
          Checks.publish(request);
          return PublishResponse.newBuilder()
              .addAllMessageIds(broker.publish(request.getTopic(), request.getMessagesList()))
              .build();
        });
  }

  @Override
  public void getTopic(GetTopicRequest request, StreamObserver<Topic> caller) {
    call.answer(PubSubServer.MANAGE, caller, () -> broker.topic(request.getTopic()));
  }

  @Override
  public void listTopics(ListTopicsRequest request, StreamObserver<ListTopicsResponse> caller) {
    call.answer(
        PubSubServer.MANAGE,
        caller,
        () ->
            ListTopicsResponse.newBuilder()
                .addAllTopics(broker.topics(request.getProject()))
                .build());
  }

  @Override
  public void listTopicSubscriptions(
      ListTopicSubscriptionsRequest request,
      StreamObserver<ListTopicSubscriptionsResponse> caller) {
    call.answer(
        PubSubServer.MANAGE,
        caller,
        () -> {
          broker.topic(request.getTopic());
          ListTopicSubscriptionsResponse.Builder names =
              ListTopicSubscriptionsResponse.newBuilder();
          broker.each(
              feed -> {
                if (feed.settings().getTopic().equals(request.getTopic())) {
                  names.addSubscriptions(feed.settings().getName());
                }
              });
          return names.build();
        });
  }

  @Override
  public void deleteTopic(DeleteTopicRequest request, StreamObserver<Empty> caller) {
    call.answer(
        PubSubServer.MANAGE,
        caller,
        () -> {
          broker.deleteTopic(request.getTopic());
          return Empty.getDefaultInstance();
        });
  }
}
