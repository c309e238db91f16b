package dev.ferry.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Topic;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import dev.ferry.peers.google.pubsub.PubSubServer;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.Faults;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only Pub/Sub does, and how it looks from Ferry's side. */
class PubSubSubscriptionTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String PROJECT = "shop";

  private final List<AutoCloseable> opened = new ArrayList<>();
  private PubSubServer server = started(Faults.none());

  private static PubSubServer started(Faults faults) {
    return PubSubServer.builder().faults(faults).start();
  }

  @AfterEach
  void close() throws Exception {
    for (int last = opened.size() - 1; last >= 0; last--) {
      opened.get(last).close();
    }
    server.close();
  }

  private <C extends AutoCloseable> C later(C one) {
    opened.add(one);
    return one;
  }

  private Messaging messaging() {
    return later(
        Messaging.builder().provider(PubSubProvider.emulator(server.endpoint(), PROJECT)).build());
  }

  private ManagedChannel channel() {
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget(server.endpoint()).usePlaintext().build();
    opened.add(channel::shutdownNow);
    return channel;
  }

  private List<Delivery> receive(Subscription from, int count) {
    List<Delivery> all = new ArrayList<>();
    while (all.size() < count) {
      List<Delivery> some = from.receive(count - all.size(), PATIENCE);
      assertThat(some).as("after %d", all.size()).isNotEmpty();
      all.addAll(some);
    }
    return all;
  }

  private static ErrorCode code(Throwable failure) {
    return ((MessagingException) failure).code();
  }

  @Test
  void queueOnATopic_readsItsOwnTopicAndTheOther_throughOneAddress() {
    Messaging messaging = messaging();
    ChannelAdmin admin = messaging.admin("pubsub");
    Address topic = admin.createTopic(TopicSpec.standard("order-events"));
    Address queue = admin.createQueue(QueueSpec.standard("payment"));
    admin.subscribe(
        new SubscriptionSpec("order-events", "payment", Map.of("kind", Set.of("placed"))));
    Publisher events = later(messaging.publisher(topic.toString()));
    Publisher redrive = later(messaging.publisher(queue.toString()));
    events.publish(Message.builder(Body.of("event")).attribute("kind", "placed").build());
    events.publish(Message.builder(Body.of("other")).attribute("kind", "paid").build());
    redrive.publish(Message.of("redriven"));

    Subscription payment = later(messaging.subscription(queue.toString()));

    assertThat(receive(payment, 2))
        .extracting(delivery -> delivery.message().body().utf8())
        .containsExactlyInAnyOrder("event", "redriven");
    Subscription named =
        later(messaging.subscription("pubsub://shop/payment?from=order-events&pull=unary"));
    assertThat(named.receive(10, Duration.ZERO)).isEmpty();
  }

  @Test
  void nativeDeadLetter_tellsWhereItWas_andHowOften() {
    Messaging messaging = messaging();
    ChannelAdmin admin = messaging.admin("pubsub");
    Address dead = admin.createQueue(QueueSpec.standard("payment-dead"));
    Address queue =
        admin.createQueue(QueueSpec.standard("payment").withDeadLetter(5, "payment-dead"));
    later(messaging.publisher(queue.toString()))
        .publish(Message.builder(Body.of("poison")).attribute("kind", "order").build());
    Subscription payment = later(messaging.subscription(queue.toString()));
    for (int delivery = 1; delivery <= 5; delivery++) {
      Delivery received = receive(payment, 1).get(0);
      assertThat(received.deliveryCount()).isEqualTo(delivery);
      received.nack(Duration.ZERO);
    }

    Delivery letter = receive(later(messaging.subscription(dead.toString())), 1).get(0);

    assertThat(letter.deadLetteredFrom()).contains("pubsub:shop/payment");
    assertThat(letter.deliveryCount()).isEqualTo(5);
    assertThat(letter.message().attributes()).containsExactly(Map.entry("kind", "order"));
  }

  private com.google.pubsub.v1.Subscription.Builder made(String name) {
    Topic topic =
        PublisherGrpc.newBlockingStub(channel())
            .createTopic(Topic.newBuilder().setName("projects/shop/topics/" + name).build());
    return com.google.pubsub.v1.Subscription.newBuilder()
        .setName("projects/shop/subscriptions/" + name)
        .setTopic(topic.getName());
  }

  private void create(com.google.pubsub.v1.Subscription.Builder wanted) {
    var unused = SubscriberGrpc.newBlockingStub(channel()).createSubscription(wanted.build());
  }

  @Test
  void exactlyOnce_tellsTheAckThatHadNoEffect() {
    server.close();
    server = started(FaultPlan.seeded(1).once(Fault.LOSE_LEASE, PubSubServer.DELIVER).start());
    create(made("once").setEnableExactlyOnceDelivery(true));
    Messaging messaging = messaging();
    later(messaging.publisher("pubsub://shop/once")).publish(Message.of("a"));
    Subscription once = later(messaging.subscription("pubsub://shop/once"));
    Delivery lost = receive(once, 1).get(0);
    Delivery again = receive(once, 1).get(0);

    assertThatThrownBy(lost::ack)
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(ErrorCode.FAILED_PRECONDITION));
    again.ack();
    assertThat(server.held("projects/shop/subscriptions/once").messages()).isZero();
  }

  @Test
  void orderedExactlyOnceWithDeadLetters_isRefused() {
    String dead = made("dead").getTopic();
    create(
        made("hangs")
            .setEnableExactlyOnceDelivery(true)
            .setEnableMessageOrdering(true)
            .setDeadLetterPolicy(DeadLetterPolicy.newBuilder().setDeadLetterTopic(dead)));

    assertThatThrownBy(() -> messaging().subscription("pubsub://shop/hangs"))
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(ErrorCode.UNSUPPORTED));
  }

  @Test
  void failedPublish_leavesItsKeyOpen() {
    server.close();
    FaultPlan refused = FaultPlan.seeded(1);
    for (int time = 1; time <= 5; time++) {
      refused = refused.at(Fault.THROTTLE, PubSubServer.PUBLISH, time);
    }
    server = started(refused.start());
    create(made("keys").setEnableMessageOrdering(true));
    Messaging messaging = messaging();
    Publisher publisher = later(messaging.publisher("pubsub://shop/keys"));

    assertThatThrownBy(() -> publisher.publish(keyed("1")))
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));
    publisher.publish(keyed("2"));
    publisher.publish(keyed("3"));

    assertThat(receive(later(messaging.subscription("pubsub://shop/keys")), 2))
        .extracting(delivery -> delivery.message().body().utf8())
        .containsExactly("2", "3");
  }

  private static Message keyed(String text) {
    return Message.builder(Body.of(text)).orderingKey("key").build();
  }

  @Test
  void lostAnswerOfAPublish_isRepeatedByTheChannel_andTheIdIsTheSame() {
    server.close();
    server = started(FaultPlan.seeded(1).once(Fault.LOST_RESPONSE, PubSubServer.PUBLISH).start());
    create(made("twice"));
    Messaging messaging = messaging();
    Message sent = Message.of("a");
    later(messaging.publisher("pubsub://shop/twice")).publish(sent);

    assertThat(receive(later(messaging.subscription("pubsub://shop/twice")), 2))
        .extracting(delivery -> delivery.message().id())
        .containsExactly(sent.id(), sent.id());
  }

  @Test
  void traceContextOfGooglesClients_isFoundWhereEverybodyLooks() {
    create(made("traced"));
    Messaging messaging = messaging();
    String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    later(messaging.publisher("pubsub://shop/traced"))
        .publish(Message.builder(Body.of("a")).attribute("googclient_traceparent", parent).build());

    assertThat(
            receive(later(messaging.subscription("pubsub://shop/traced")), 1)
                .get(0)
                .nativeAttributes())
        .containsEntry("traceparent", parent);
  }

  @Test
  void whatIsNotThere_isNotFound() {
    Messaging messaging = messaging();

    assertThatThrownBy(() -> messaging.subscription("pubsub://shop/none"))
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(ErrorCode.NOT_FOUND));
    Publisher publisher = later(messaging.publisher("pubsub://shop/none"));
    assertThatThrownBy(() -> publisher.publish(Message.of("a")))
        .satisfies(failure -> assertThat(code(failure)).isEqualTo(ErrorCode.NOT_FOUND));
  }
}
