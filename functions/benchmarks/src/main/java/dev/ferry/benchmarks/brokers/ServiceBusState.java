package dev.ferry.benchmarks.brokers;

import com.azure.messaging.servicebus.ServiceBusClientBuilder;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.ferry.azure.ServiceBusProvider;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.peers.azure.servicebus.QueueOptions;
import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import dev.ferry.processing.WorkerOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic without subscriptions that is published to, and a queue that is consumed, on the peer, as
 * far away as is said. Clients of each way share one connection, as the SDK has it; nothing is
 * fetched ahead, as the SDK has it too.
 */
final class ServiceBusState implements Broker {
  static final String QUEUE = "orders";
  static final String SINK = "sink";

  /** How many messages a receive asks for. */
  static final int BATCH = 10;

  static final Duration WAIT = Duration.ofSeconds(1);

  private static final String METADATA = "v=1&id=0b1c0b7e-2c5e-4d3a-9a41-3b1f5f6f7a80";

  private final ServiceBusPeer peer = ServiceBusPeer.start();
  private final @Nullable SlowLine line;
  private final Messaging messaging;
  private final Ferry filler;
  final ServiceBusClientBuilder builder;
  final Ferry ferry;

  ServiceBusState(Duration distance) throws IOException {
    this.line =
        distance.isZero()
            ? null
            : SlowLine.to(URI.create("amqp://127.0.0.1:" + peer.port()), distance);
    peer.createQueue(QueueOptions.of(QUEUE));
    peer.createQueue(QueueOptions.of(QUEUE + "-dead"));
    peer.createTopic(SINK, Duration.ZERO);
    this.builder = newBuilder();
    this.messaging = Messaging.builder().provider(ServiceBusProvider.of(newBuilder())).build();
    Ferry.Manner manner = Ferry.Manner.of(WorkerOptions.defaults().withReceive(BATCH, WAIT));
    String address = "servicebus://emulator/" + QUEUE;
    String dead = address + "-dead";
    Ferry.Addresses addresses =
        new Ferry.Addresses("servicebus://emulator/" + SINK + "?kind=topic", address, dead);
    this.ferry = new Ferry(messaging, addresses, manner);
    this.filler = new Ferry(messaging, new Ferry.Addresses(address, address, dead), manner);
  }

  private ServiceBusClientBuilder newBuilder() {
    String near = peer.connectionString();
    return new ServiceBusClientBuilder()
        .connectionString(line == null ? near : near.replace(":" + peer.port(), ":" + line.port()));
  }

  /** A message as the SDK has it, with one property as large as Ferry's. */
  static ServiceBusMessage ofSdk(Message message) {
    ServiceBusMessage outgoing = new ServiceBusMessage(message.body().toByteArray());
    outgoing.setMessageId(message.id());
    outgoing.getApplicationProperties().put("ferry", METADATA);
    return outgoing;
  }

  /** What handlers by hand do: they are given the id, the body and the properties of each. */
  static void handle(ServiceBusReceivedMessage message) {
    if (message.getMessageId().isEmpty()
        || message.getBody().toBytes().length == 0
        || message.getApplicationProperties().isEmpty()) {
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
    ferry.close();
    filler.close();
    messaging.close();
    peer.close();
    if (line != null) {
      line.close();
    }
  }
}
