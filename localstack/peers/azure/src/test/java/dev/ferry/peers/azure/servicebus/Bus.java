package dev.ferry.peers.azure.servicebus;

import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import com.azure.messaging.servicebus.ServiceBusReceiverAsyncClient;
import com.azure.messaging.servicebus.ServiceBusReceiverClient;
import com.azure.messaging.servicebus.ServiceBusSenderClient;
import com.azure.messaging.servicebus.models.SubQueue;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import reactor.core.Disposable;

/** A peer in a time that tests move, and the SDK's clients of it. */
final class Bus implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final VirtualClock clock = VirtualClock.create();
  final ServiceBusPeer peer;
  private final List<Runnable> clients = new ArrayList<>();

  Bus() {
    this(FaultPlan.none());
  }

  Bus(FaultPlan faults) {
    peer = ServiceBusPeer.start(clock, faults.start(), 0);
  }

  /** A builder of its own, and so a connection of its own. */
  ServiceBusClientBuilder builder() {
    return new ServiceBusClientBuilder()
        .connectionString(peer.connectionString())
        .retryOptions(
            new AmqpRetryOptions()
                .setTryTimeout(Duration.ofSeconds(10))
                .setDelay(Duration.ofMillis(50))
                .setMaxRetries(3));
  }

  ServiceBusSenderClient kept(ServiceBusSenderClient client) {
    clients.add(client::close);
    return client;
  }

  ServiceBusReceiverClient kept(ServiceBusReceiverClient client) {
    clients.add(client::close);
    return client;
  }

  ServiceBusSenderClient sender(String queue) {
    return kept(builder().sender().queueName(queue).buildClient());
  }

  ServiceBusReceiverClient receiver(String queue) {
    return kept(
        builder()
            .receiver()
            .queueName(queue)
            .maxAutoLockRenewDuration(Duration.ZERO)
            .buildClient());
  }

  /** Receives whatever comes, always asks for more, and settles none of it. */
  void listen(String queue, Consumer<ServiceBusReceivedMessage> listener) {
    ServiceBusReceiverAsyncClient client =
        builder()
            .receiver()
            .queueName(queue)
            .maxAutoLockRenewDuration(Duration.ZERO)
            .disableAutoComplete()
            .prefetchCount(100)
            .buildAsyncClient();
    Disposable listening = client.receiveMessages().subscribe(listener);
    clients.add(
        () -> {
          listening.dispose();
          client.close();
        });
  }

  ServiceBusReceiverClient deadLetters(String queue) {
    return kept(
        builder()
            .receiver()
            .queueName(queue)
            .subQueue(SubQueue.DEAD_LETTER_QUEUE)
            .maxAutoLockRenewDuration(Duration.ZERO)
            .buildClient());
  }

  static ServiceBusReceivedMessage next(ServiceBusReceiverClient receiver) {
    return receiver.receiveMessages(1, PATIENCE).iterator().next();
  }

  /** Whether nothing comes within the time that a delivery takes. */
  static boolean isEmpty(ServiceBusReceiverClient receiver) {
    return receiver.receiveMessages(1, Duration.ofMillis(150)).stream().findAny().isEmpty();
  }

  static String text(ServiceBusReceivedMessage message) {
    return message.getBody().toString();
  }

  static ServiceBusMessage message(String body) {
    return new ServiceBusMessage(body);
  }

  Counts counts(String path) {
    return peer.counts(path).orElseThrow();
  }

  @Override
  public void close() {
    clients.forEach(Runnable::run);
    peer.close();
  }
}
