package dev.ferry.peers.google.pubsub;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.ferry.simulation.Faults;
import dev.ferry.simulation.VirtualClock;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.Arrays;
import java.util.List;

/** A server whose time a test moves, and the public stubs on it. */
final class Rig implements AutoCloseable {
  static final String TOPIC = "projects/p/topics/orders";
  static final String SUBSCRIPTION = "projects/p/subscriptions/orders";

  final VirtualClock clock = VirtualClock.create();
  final PubSubServer server;
  final PublisherGrpc.PublisherBlockingStub publisher;
  final SubscriberGrpc.SubscriberBlockingStub subscriber;
  final ManagedChannel channel;

  Rig() {
    this(Faults.none());
  }

  Rig(Faults faults) {
    server = PubSubServer.builder().time(clock, clock.scheduler()).faults(faults).start();
    channel =
        ManagedChannelBuilder.forTarget(server.endpoint())
            .usePlaintext()
            .maxInboundMessageSize(20 << 20)
            .build();
    publisher = PublisherGrpc.newBlockingStub(channel);
    subscriber = SubscriberGrpc.newBlockingStub(channel);
  }

  Rig topic() {
    Topic unused = publisher.createTopic(Topic.newBuilder().setName(TOPIC).build());
    return this;
  }

  static Subscription.Builder wanted() {
    return Subscription.newBuilder().setName(SUBSCRIPTION).setTopic(TOPIC);
  }

  Rig subscribed(Subscription.Builder wanted) {
    Subscription unused = subscriber.createSubscription(wanted.build());
    return this;
  }

  /** A rig with a topic and an ordinary subscription. */
  static Rig ordinary() {
    return new Rig().topic().subscribed(wanted());
  }

  /** A rig whose subscription keeps the order of keys. */
  static Rig ordered() {
    return new Rig().topic().subscribed(wanted().setEnableMessageOrdering(true));
  }

  static PubsubMessage.Builder message(String text) {
    return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text));
  }

  List<String> publish(PubsubMessage.Builder... messages) {
    PublishRequest.Builder request = PublishRequest.newBuilder().setTopic(TOPIC);
    Arrays.stream(messages).forEach(request::addMessages);
    return publisher.publish(request.build()).getMessageIdsList();
  }

  /** Texts such as a1, whose first letter is their key. */
  void publishKeyed(String... texts) {
    for (String text : texts) {
      publish(message(text).setOrderingKey(text.substring(0, 1)));
    }
  }

  List<ReceivedMessage> pull(int max) {
    return pull(SUBSCRIPTION, max);
  }

  @SuppressWarnings("deprecation") // Time stands still: there is nothing to wait for.
  List<ReceivedMessage> pull(String subscription, int max) {
    return subscriber
        .pull(
            PullRequest.newBuilder()
                .setSubscription(subscription)
                .setMaxMessages(max)
                .setReturnImmediately(true)
                .build())
        .getReceivedMessagesList();
  }

  void ack(ReceivedMessage... messages) {
    var unused =
        subscriber.acknowledge(
            AcknowledgeRequest.newBuilder()
                .setSubscription(SUBSCRIPTION)
                .addAllAckIds(Arrays.stream(messages).map(ReceivedMessage::getAckId).toList())
                .build());
  }

  void modify(ReceivedMessage message, int seconds) {
    var unused =
        subscriber.modifyAckDeadline(
            ModifyAckDeadlineRequest.newBuilder()
                .setSubscription(SUBSCRIPTION)
                .addAckIds(message.getAckId())
                .setAckDeadlineSeconds(seconds)
                .build());
  }

  void nack(ReceivedMessage message) {
    modify(message, 0);
  }

  Subscription settings() {
    return subscriber.getSubscription(
        GetSubscriptionRequest.newBuilder().setSubscription(SUBSCRIPTION).build());
  }

  static List<String> texts(List<ReceivedMessage> messages) {
    return messages.stream().map(Rig::text).toList();
  }

  static String text(ReceivedMessage message) {
    return message.getMessage().getData().toStringUtf8();
  }

  @Override
  public void close() {
    channel.shutdownNow();
    server.close();
  }
}
