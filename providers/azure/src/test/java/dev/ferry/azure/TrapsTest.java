package dev.ferry.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.BatchResult;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.peers.azure.servicebus.Counts;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What goes wrong on Service Bus where it is not seen to. */
class TrapsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServiceBusPeer peer = ServiceBusPeer.start();
  private final Messaging messaging =
      Messaging.builder().provider(ServiceBusProvider.of(peer.connectionString())).build();

  @AfterEach
  void close() {
    messaging.close();
    peer.close();
  }

  private Address queue(QueueSpec spec) {
    return new PeerAdmin(peer).createQueue(spec.withAckDeadline(Duration.ofMinutes(2)));
  }

  private Delivery next(Subscription subscription) {
    return subscription.receive(1, PATIENCE).get(0);
  }

  @Test
  void retryWithinTheDuplicateWindow_isNotSwallowed_andKeepsIdAndCount() {
    Address address =
        queue(QueueSpec.standard("orders").withDeduplicationWindow(Duration.ofMinutes(10)));
    try (Publisher publisher = messaging.publisher(address.toString());
        Subscription subscription = messaging.subscription(address.toString())) {
      Message sent = Message.of("order");
      publisher.publish(sent);
      for (int count = 1; count <= 4; count++) {
        Delivery delivery = next(subscription);
        assertThat(delivery.message().id()).isEqualTo(sent.id());
        assertThat(delivery.deliveryCount()).isEqualTo(count);
        delivery.nack(Duration.ofMillis(50));
      }
      next(subscription).ack();
    }
    assertThat(peer.counts("orders")).contains(new Counts(0, 0, 0, 0, 0));
  }

  /** What was given back may come at once to an asking that is still under way. */
  @Test
  void messageGivenBackRightBeforeClosing_isNotLeftLocked() {
    Address address = queue(QueueSpec.standard("orders"));
    try (Publisher publisher = messaging.publisher(address.toString())) {
      publisher.publish(Message.of("order"));
    }
    for (int time = 0; time < 3; time++) {
      try (Subscription subscription = messaging.subscription(address.toString())) {
        subscription.receive(10, PATIENCE).get(0).nack(Duration.ZERO);
      }
      assertThat(peer.counts("orders")).contains(new Counts(1, 0, 0, 0, 0));
    }
  }

  /** Each time it comes once to the handler, and may come once more to the asking that ends. */
  @Test
  void closing_countsNoMoreThanOneDelivery() {
    Address address = queue(QueueSpec.standard("orders"));
    try (Publisher publisher = messaging.publisher(address.toString())) {
      publisher.publish(Message.of("order"));
    }
    for (int time = 0; time < 4; time++) {
      try (Subscription subscription = messaging.subscription(address.toString())) {
        Delivery delivery = subscription.receive(10, PATIENCE).get(0);
        assertThat(delivery.deliveryCount()).isBetween(1 + time, 1 + 2 * time);
        delivery.nack(Duration.ZERO);
      }
    }
    assertThat(peer.counts("orders")).contains(new Counts(1, 0, 0, 0, 0));
  }

  @Test
  void redriveWithinTheDuplicateWindow_isNotSwallowed() {
    Address address =
        queue(QueueSpec.standard("orders").withDeduplicationWindow(Duration.ofMinutes(10)));
    try (Publisher publisher = messaging.publisher(address.toString());
        Subscription subscription = messaging.subscription(address.toString())) {
      publisher.publish(Message.of("order"));
      for (int round = 0; round < 3; round++) {
        Delivery delivery = next(subscription);
        String hop = Hop.REDRIVE.deduplicationId(delivery.message().id(), round, 0);
        publisher.forward(delivery.message().withDeduplicationId(hop));
        delivery.ack();
      }
      next(subscription).ack();
    }
  }

  @Test
  void delayOfAForeignMessage_keepsItsSendersId() {
    Address address = queue(QueueSpec.standard("orders"));
    try (var sender =
            new ServiceBusClientBuilder()
                .connectionString(peer.connectionString())
                .sender()
                .queueName("orders")
                .buildClient();
        Subscription subscription = messaging.subscription(address.toString())) {
      sender.sendMessage(new ServiceBusMessage("x").setMessageId("theirs"));
      next(subscription).nack(Duration.ofMillis(50));

      Delivery again = next(subscription);
      assertThat(again.message().id()).isEqualTo("theirs");
      assertThat(again.message().attributes()).doesNotContainKey(Carried.PROPERTY);
      again.ack();
    }
  }

  @Test
  void reasonAndDescription_areCut_soThatTheDeadLetterFits() {
    Address address = queue(QueueSpec.standard("orders"));
    try (Publisher publisher = messaging.publisher(address.toString());
        Subscription subscription = messaging.subscription(address.toString());
        ServiceBusReceiverClient dead =
            new ServiceBusClientBuilder()
                .connectionString(peer.connectionString())
                .receiver()
                .queueName("orders/$deadletterqueue")
                .buildClient()) {
      publisher.publish(Message.builder(Body.of("order")).attribute("kind", "order").build());
      Delivery delivery = next(subscription);
      delivery.deadLetter("POISON", "é".repeat(100_000), delivery.message());

      ServiceBusReceivedMessage letter = dead.receiveMessages(1, PATIENCE).iterator().next();
      assertThat(letter.getDeadLetterReason()).isEqualTo("POISON");
      assertThat(letter.getDeadLetterErrorDescription()).hasSize(1024);
      assertThat(letter.getApplicationProperties()).containsEntry("kind", "order");
    }
  }

  @Test
  void nativeDeadLetters_areRead_withTheBrokersReason() {
    Address address = queue(QueueSpec.standard("orders"));
    try (Publisher publisher = messaging.publisher(address.toString());
        Subscription subscription = messaging.subscription(address.toString());
        Subscription dead = messaging.subscription(address + "/$deadletterqueue")) {
      Message sent = Message.of("order");
      publisher.publish(sent);
      Delivery delivery = next(subscription);
      delivery.deadLetter("POISON", "unreadable", delivery.message());

      Delivery letter = next(dead);
      assertThat(letter.message().id()).isEqualTo(sent.id());
      assertThat(letter.message().attributes()).containsEntry("DeadLetterReason", "POISON");
      letter.ack();
    }
  }

  @Test
  void deadLetterThatIsForwarded_tellsOfTheDeliveriesBefore_andOneThatIsSentAgainOfItsOwn() {
    Address dead = queue(QueueSpec.standard("orders-dead"));
    Address address = queue(QueueSpec.standard("orders").withDeadLetter(3, "orders-dead"));
    // With or without what the broker is told: who gives it up, the broker or we.
    for (String opened : List.of(address.toString(), "servicebus:shop/orders")) {
      try (Publisher publisher = messaging.publisher(opened);
          Publisher again = messaging.publisher(dead.toString());
          Subscription subscription = messaging.subscription(opened);
          Subscription letters = messaging.subscription(dead.toString())) {
        publisher.publish(Message.of("order"));
        for (int delivery = 1; delivery <= 3; delivery++) {
          next(subscription).nack(Duration.ZERO);
        }

        Delivery letter = next(letters);
        assertThat(letter.deliveryCount()).as(opened).isEqualTo(3);
        again.forward(letter.message());
        letter.ack();

        Delivery sent = next(letters);
        assertThat(sent.deliveryCount()).as(opened).isEqualTo(1);
        sent.ack();
      }
    }
  }

  /** The SDK wakes its reactor by a pipe, which an interrupted thread would close. */
  @Test
  void threadThatIsInterrupted_costsNobodyTheConnection() {
    Address address = queue(QueueSpec.standard("orders"));
    try (Publisher publisher = messaging.publisher(address.toString());
        Subscription subscription = messaging.subscription(address.toString())) {
      publisher.publish(Message.of("held"));
      Delivery held = next(subscription);
      for (int time = 0; time < 20; time++) {
        interrupted(() -> publisher.publish(Message.of("never sent")));
        interrupted(() -> held.extend(PATIENCE));
      }

      held.ack();
      publisher.publish(Message.of("after"));
      assertThat(next(subscription).message().body().utf8()).isEqualTo("after");
    }
    assertThat(peer.connections()).isEqualTo(1);
  }

  @Test
  void threadThatIsInterruptedWhileItPublishesMany_costsNobodyTheConnection()
      throws InterruptedException {
    Address address = queue(QueueSpec.standard("orders"));
    List<Message> many = IntStream.range(0, 2_000).mapToObj(i -> Message.of("order " + i)).toList();
    int rounds = 5;
    long sent = 0;
    try (Publisher publisher = messaging.publisher(address.toString())) {
      for (int time = 0; time < rounds; time++) {
        List<BatchResult> results = new CopyOnWriteArrayList<>();
        Thread publishing = new Thread(() -> results.add(publisher.publishAll(many)));
        long before = active();
        publishing.start();
        while (publishing.isAlive() && active() == before) {
          Thread.onSpinWait();
        }
        publishing.interrupt();
        publishing.join();
        assertThat(results).singleElement().returns(many.size(), result -> result.fates().size());
        sent += many.size() - results.get(0).failures().size();
      }
      int own = publisher.capabilities().limits().batchMessages();
      assertThat(active()).isBetween(sent, sent + (long) rounds * own);
      assertThat(publisher.publishAll(many).allSent()).isTrue();
    }
    assertThat(peer.connections()).isEqualTo(1);
  }

  private long active() {
    return peer.counts("orders").map(Counts::active).orElse(0L);
  }

  /** Does it in a thread that is interrupted, which may end it or come too late. */
  private static void interrupted(Runnable call) {
    Thread.currentThread().interrupt();
    try {
      call.run();
    } catch (MessagingException cancelled) {
      assertThat(cancelled.code()).isEqualTo(ErrorCode.CANCELLED);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void connectionThatIsCut_betweenReceiveAndAck_bringsTheMessageBack() {
    Address address =
        new PeerAdmin(peer)
            .createQueue(QueueSpec.standard("orders").withAckDeadline(Duration.ofSeconds(5)));
    try (Publisher publisher = messaging.publisher(address.toString());
        Subscription subscription = messaging.subscription(address.toString())) {
      Message sent = Message.of("order");
      publisher.publish(sent);
      next(subscription);
      peer.dropConnections();

      Delivery again = next(subscription);
      assertThat(again.message().id()).isEqualTo(sent.id());
      assertThat(again.deliveryCount()).isEqualTo(2);
      again.ack();
    }
  }
}
