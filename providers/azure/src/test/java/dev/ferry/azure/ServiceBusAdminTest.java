package dev.ferry.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.ferry.messaging.spi.ChannelAdmin.Depth;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import dev.ferry.peers.azure.servicebus.AdministrationServer;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entities are made, counted and removed by the SDK's administration client. */
class ServiceBusAdminTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServiceBusPeer peer = ServiceBusPeer.start();
  private final AdministrationServer management = AdministrationServer.start(peer);
  private final ServiceBusProvider provider =
      ServiceBusProvider.of(peer.connectionString(), management.port());
  private final Messaging messaging = Messaging.builder().provider(provider).build();
  private final ChannelAdmin admin = provider.admin().orElseThrow();

  @AfterEach
  void close() {
    messaging.close();
    management.close();
    peer.close();
  }

  @Test
  void queue_isMadeAsItIsAskedFor_andItsAddressSaysSo() {
    admin.createQueue(QueueSpec.ordered("orders-dead"));
    QueueSpec orders = QueueSpec.ordered("orders").withDeadLetter(20, "orders-dead");

    Address made = admin.createQueue(orders);

    assertThat(made)
        .isEqualTo(
            Address.parse(
                "servicebus:emulator/orders?deliveries=20&duplicates=300s&sessions=true"));
    assertThat(admin.createQueue(orders)).isEqualTo(made);
    assertThatThrownBy(() -> admin.createQueue(orders.withAckDeadline(Duration.ofMinutes(2))))
        .isInstanceOfSatisfying(
            MessagingException.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
  }

  @Test
  void depth_countsWhatIsReadyDelayedAndDead() {
    Address orders = admin.createQueue(QueueSpec.standard("orders"));
    Address dead = Address.parse("servicebus:emulator/orders/$deadletterqueue");
    try (Publisher publisher = messaging.publisher(orders.toString());
        Subscription subscription = messaging.subscription(orders.toString())) {
      publisher.publish(Message.of("bad"));
      Delivery bad = subscription.receive(1, PATIENCE).get(0);
      bad.deadLetter("POISON", "", bad.message());
      publisher.publish(Message.of("ready"));
      publisher.publish(Message.builder(Body.of("later")).delay(Duration.ofHours(1)).build());
    }

    assertThat(admin.depth(orders)).contains(new Depth(1, 0, 1));
    assertThat(admin.depth(dead)).contains(new Depth(1, 0, 0));
  }

  @Test
  void subscription_forwardsWhatPassesItsFilter() {
    Address events = admin.createTopic(TopicSpec.standard("events"));
    Address paid = admin.createQueue(QueueSpec.standard("paid"));
    SubscriptionSpec wanted =
        new SubscriptionSpec("events", "paid", Map.of("kind", Set.of("paid", "it's paid")));
    admin.subscribe(wanted);
    admin.subscribe(wanted);
    try (Publisher publisher = messaging.publisher(events.toString());
        Subscription subscription = messaging.subscription(paid.toString())) {
      for (String kind : Set.of("placed", "paid", "it's paid")) {
        publisher.publish(Message.builder(Body.of(kind)).attribute("kind", kind).build());
      }
      assertThat(subscription.receive(1, PATIENCE)).hasSize(1);
    }

    assertThat(admin.depth(events)).isEmpty();
    assertThat(admin.depth(paid).orElseThrow().total()).isEqualTo(2);
  }

  @Test
  void whatIsAway_isNotFound_andDeletedInVain() {
    Address orders = admin.createQueue(QueueSpec.standard("orders"));

    admin.delete(orders);
    admin.delete(orders);

    assertThatThrownBy(() -> admin.depth(orders))
        .isInstanceOfSatisfying(
            MessagingException.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThatThrownBy(() -> messaging.publisher(orders.toString()))
        .isInstanceOf(MessagingException.class);
  }

  @Test
  void lockThatServiceBusDoesNotHave_isUnsupported() {
    QueueSpec tooLong = QueueSpec.standard("orders").withAckDeadline(Duration.ofMinutes(6));

    assertThatThrownBy(() -> admin.createQueue(tooLong))
        .isInstanceOfSatisfying(
            MessagingException.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.UNSUPPORTED));
  }
}
