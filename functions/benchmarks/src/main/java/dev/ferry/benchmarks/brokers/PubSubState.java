package dev.ferry.benchmarks.brokers;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import dev.ferry.google.PubSubProvider;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.peers.google.pubsub.PubSubServer;
import dev.ferry.processing.WorkerOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic without subscriptions that is published to, and one with a subscription that is consumed,
 * on the peer, as far away as is said; one channel for it, used by all.
 */
final class PubSubState implements Broker {
  /** How many messages a request of publishers has. */
  static final int BATCH = PublisherOptions.defaults().batchMessages();

  /** How many messages may be out: what the vendor's subscriber allows by default. */
  static final int OUTSTANDING = 1000;

  private static final String PROJECT = "projects/shop/";
  private static final String METADATA = "v=1&id=0b1c0b7e-2c5e-4d3a-9a41-3b1f5f6f7a80";
  private static final int LEASE_SECONDS = 60;

  final String sink = PROJECT + "topics/sink";
  final String subscription = PROJECT + "subscriptions/orders";
  final ManagedChannel channel;
  private final PubSubServer server = PubSubServer.start();
  private final @Nullable SlowLine line;
  private final Messaging messaging;
  private final Ferry few;
  private final Ferry many;
  private final Ferry filler;

  PubSubState(Duration distance) throws IOException {
    URI near = URI.create("tcp://" + server.endpoint());
    this.line = distance.isZero() ? null : SlowLine.to(near, distance);
    this.channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", line == null ? near.getPort() : line.port())
            .usePlaintext()
            .maxInboundMessageSize(20_000_000)
            .build();
    create();
    this.messaging = Messaging.builder().provider(PubSubProvider.of(channel, "shop")).build();
    Ferry.Manner manner =
        Ferry.Manner.of(
            WorkerOptions.defaults()
                .withFlow(OUTSTANDING, 64L << 20)
                .withReceive(BATCH, Duration.ofSeconds(1)));
    Ferry.Addresses addresses =
        new Ferry.Addresses(
            "pubsub://shop/topics/sink",
            "pubsub://shop/subscriptions/orders",
            "pubsub://shop/topics/orders-dead");
    this.few = new Ferry(messaging, addresses, manner);
    this.many = new Ferry(messaging, addresses, manner.parallelSends(100));
    this.filler =
        new Ferry(
            messaging,
            new Ferry.Addresses("pubsub://shop/topics/orders", addresses.queue(), addresses.dead()),
            manner);
  }

  private void create() {
    var topics = PublisherGrpc.newBlockingStub(channel);
    String orders = PROJECT + "topics/orders";
    for (String topic : List.of(sink, orders, orders + "-dead")) {
      var unused = topics.createTopic(Topic.newBuilder().setName(topic).build());
    }
    var unused =
        SubscriberGrpc.newBlockingStub(channel)
            .createSubscription(
                Subscription.newBuilder()
                    .setName(subscription)
                    .setTopic(orders)
                    .setAckDeadlineSeconds(LEASE_SECONDS)
                    .setDeadLetterPolicy(
                        DeadLetterPolicy.newBuilder()
                            .setDeadLetterTopic(orders + "-dead")
                            .setMaxDeliveryAttempts(100))
                    .build());
  }

  /** With as many requests under way as by default. */
  Ferry few() {
    return few;
  }

  /** With as many requests under way as there are, as the vendor's publisher has them. */
  Ferry many() {
    return many;
  }

  /** A message as the SDK has it, with one attribute as large as Ferry's. */
  static PubsubMessage ofSdk(Message message) {
    return PubsubMessage.newBuilder()
        .setData(ByteString.copyFrom(message.body().asByteBuffer()))
        .putAttributes("ferry", METADATA)
        .build();
  }

  /** What handlers by hand do: they are given the id, the data and the attributes of each. */
  static void handle(PubsubMessage message) {
    if (message.getMessageId().isEmpty()
        || message.getData().isEmpty()
        || message.getAttributesMap().isEmpty()) {
      throw new IllegalStateException("not what was sent");
    }
  }

  @Override
  public void fill(List<Message> messages) throws InterruptedException {
    filler.publish(messages, 1);
  }

  /** The topic has no subscription: it keeps nothing. */
  @Override
  public void empty() {}

  @Override
  public void close() {
    few.close();
    many.close();
    filler.close();
    messaging.close();
    channel.shutdownNow();
    server.close();
    if (line != null) {
      line.close();
    }
  }
}
