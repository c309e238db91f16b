package dev.ferry.functions.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionPolicy;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.peers.azure.servicebus.Counts;
import dev.ferry.peers.azure.servicebus.QueueOptions;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Retries of a function as copies on a queue of Service Bus that remembers message ids for ten
 * minutes: none is swallowed, and a host that dies before it completes doubles nothing.
 */
class CopiesOnServiceBusTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ORDERS = "servicebus://shop/orders?duplicates=10m";

  private final ServiceBusPeer peer = ServiceBusPeer.start();
  private final Messaging messaging = connect(Messaging.builder());
  private final List<String> runs = new CopyOnWriteArrayList<>();
  private final List<String> effects = new CopyOnWriteArrayList<>();
  private final ServiceBusReceiverClient host;
  private final HostedFunction function;
  private int failures;

  CopiesOnServiceBusTest() {
    Duration window = Duration.ofMinutes(10);
    peer.createQueue(QueueOptions.of("orders").withDuplicateDetection(window));
    peer.createQueue(QueueOptions.of("dead"));
    host =
        new ServiceBusClientBuilder()
            .connectionString(peer.connectionString())
            .receiver()
            .queueName("orders")
            .disableAutoComplete()
            .maxAutoLockRenewDuration(Duration.ZERO)
            .buildClient();
    function =
        new HostedFunction(
            Trigger.ONE,
            wiring ->
                wiring.handler("take", Codec.utf8(), () -> (payload, context) -> take(payload)),
            setup());
  }

  private Messaging connect(Messaging.Builder client) {
    return client.provider(ServiceBusProvider.of(peer.connectionString())).build();
  }

  private AzureSetup setup() {
    HandlerSettings settings =
        HandlerSettings.builder("take", "orders")
            .retry(
                RetryPolicy.defaults()
                    .withAttempts(4)
                    .withBackoff(Backoff.fixed(Duration.ofSeconds(1))))
            .budget(Duration.ofSeconds(5))
            .grace(Duration.ofSeconds(1))
            .build();
    return AzureSetup.ofProcess()
        .withEnvironment(
            new FunctionEnvironment(
                Map.of(
                    "FERRY_HANDLER",
                    "take",
                    "FERRY_POLICY",
                    new FunctionPolicy(settings, "dead", null, null, false).toJson(),
                    "FERRY_CHANNEL_ORDERS",
                    ORDERS,
                    "FERRY_CHANNEL_DEAD",
                    "servicebus://shop/dead")))
        .withMessaging(listener -> connect(Messaging.builder().listener(listener)))
        .withStore(
            new InMemoryIdempotencyStore(
                new LifeRules(Duration.ofSeconds(1)), InstantSource.system()))
        .withLog(line -> {});
  }

  private void take(String order) throws IOException {
    runs.add(order);
    if (failures-- > 0) {
      throw new IOException("not now");
    }
    effects.add(order);
  }

  @AfterEach
  void close() {
    host.close();
    messaging.close();
    peer.close();
  }

  private void publish(Message order) {
    try (Publisher publisher = messaging.publisher(ORDERS)) {
      publisher.publish(order);
    }
  }

  private ServiceBusReceivedMessage received() {
    return host.receiveMessages(1, PATIENCE).iterator().next();
  }

  private void invoke(ServiceBusReceivedMessage message) {
    function.handle(
        List.of(
            ReceivedMessage.of(
                message.getBody().toBytes(),
                "\"" + message.getMessageId() + "\"",
                message.getSequenceNumber(),
                (int) message.getDeliveryCount() + 1,
                message.getEnqueuedTime().toString(),
                message.getApplicationProperties())));
  }

  private void handleNext() {
    ServiceBusReceivedMessage message = received();
    invoke(message);
    host.complete(message);
  }

  private void assertEmpty() {
    assertThat(peer.counts("orders")).contains(new Counts(0, 0, 0, 0, 0));
    assertThat(peer.counts("dead")).contains(new Counts(0, 0, 0, 0, 0));
  }

  @Test
  void copiesWithinTheWindow_areNotSwallowed() {
    failures = 3;
    publish(Message.of("order"));

    for (int attempt = 1; attempt <= 4; attempt++) {
      handleNext();
    }

    assertThat(runs).hasSize(4);
    assertThat(effects).containsExactly("order");
    assertEmpty();
  }

  @Test
  void redriveWithinTheWindow_isNotSwallowed_andADuplicateIs() {
    Message order = Message.of("order");
    publish(order);
    handleNext();
    publish(order);
    try (Publisher publisher = messaging.publisher(ORDERS)) {
      publisher.forward(order.withDeduplicationId(Hop.REDRIVE.deduplicationId(order.id(), 0, 1)));
    }

    handleNext();

    assertThat(effects).as("the record knows it").containsExactly("order");
    assertEmpty();
  }

  @Test
  void hostThatDiesBetweenScheduleAndComplete_doublesNothing() {
    failures = 2;
    publish(Message.of("order"));

    for (int death = 1; death <= 2; death++) {
      ServiceBusReceivedMessage dying = received();
      invoke(dying);
      host.abandon(dying);
      handleNext();
      assertThat(runs).as("the original is an older branch").hasSize(death);
    }
    handleNext();

    assertThat(runs).hasSize(3);
    assertThat(effects).containsExactly("order");
    assertEmpty();
  }
}
