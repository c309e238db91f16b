package dev.ferry.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.peers.azure.servicebus.Counts;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operator on the dead letters that a queue of Service Bus keeps itself. */
class DeadLetterQueueTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServiceBusPeer peer = ServiceBusPeer.start();
  private final Messaging messaging =
      Messaging.builder().provider(ServiceBusProvider.of(peer.connectionString())).build();

  @AfterEach
  void close() {
    messaging.close();
    peer.close();
  }

  @Test
  void lettersOfTheBrokersOwn_areListedSeenAndRedriven_withinTheDuplicateWindow() {
    Address orders =
        new PeerAdmin(peer)
            .createQueue(
                new QueueSpec(
                    "orders",
                    false,
                    Duration.ofMinutes(1),
                    Duration.ofDays(4),
                    2,
                    null,
                    Duration.ofMinutes(10),
                    0));
    try (Publisher publisher = messaging.publisher(orders.toString());
        Subscription queue = messaging.subscription(orders.toString());
        Subscription dead = messaging.subscription("servicebus:shop/orders/$deadletterqueue")) {
      Message order = Message.of("order");
      publisher.publish(order);
      for (int delivery = 1; delivery <= 2; delivery++) {
        queue.receive(1, PATIENCE).get(0).nack(Duration.ofMillis(50));
      }
      DeadLetters letters =
          DeadLetters.builder()
              .from(dead)
              .redriveTo("payment", publisher)
              .emptyAfter(Duration.ofSeconds(1))
              .build();

      assertThat(letters.list().byReason()).containsEntry("NATIVE", 1L);
      assertThat(letters.peek(DeadLetterFilter.all(), 10).letters()).hasSize(1);
      assertThat(letters.redrive(RedriveRequest.all()).redriven()).isEqualTo(1);

      Delivery back = queue.receive(1, PATIENCE).get(0);
      assertThat(back.message().id()).isEqualTo(order.id());
      assertThat(back.message().history().round()).isEqualTo(1);
      back.ack();
    }
    assertThat(peer.counts("orders")).contains(new Counts(0, 0, 0, 0, 0));
  }
}
