package dev.ferry.functions.azure;

import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.functions.FunctionPolicy;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.processing.Application;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.RetryPolicy;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A function on a queue, and what the host does: it receives, calls the function, forgets what
 * returns and gives back at once what throws, a batch as a whole.
 */
final class Rig implements AutoCloseable {
  static final Duration BACKOFF = Duration.ofSeconds(3);
  static final Duration LOCK = Duration.ofMinutes(5);

  final VirtualClock clock = VirtualClock.create();
  final EmbeddedBroker broker;
  final Messaging messaging;
  final List<String> handled = new CopyOnWriteArrayList<>();
  final List<String> lines = new CopyOnWriteArrayList<>();
  final List<ProcessingEvent> events = new CopyOnWriteArrayList<>();
  final Map<String, String> variables = new TreeMap<>();
  final HandlerSettings.Builder settings =
      HandlerSettings.builder("take", "orders")
          .retry(RetryPolicy.defaults().withAttempts(3).withBackoff(Backoff.fixed(BACKOFF)))
          .budget(Duration.ofSeconds(5))
          .grace(Duration.ofSeconds(1));
  IdempotencyStore store = new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), clock);
  private final Trigger trigger;
  private final Subscription queue;

  /** On a time that is moved by hand. */
  Rig(Trigger trigger) {
    this(trigger, queueFor(trigger), null);
  }

  /** The same on a queue that the trigger may not be made for. */
  Rig(Trigger trigger, QueueSpec orders) {
    this(trigger, orders, null);
  }

  private static QueueSpec queueFor(Trigger trigger) {
    return trigger == Trigger.SESSION ? QueueSpec.ordered("orders") : QueueSpec.standard("orders");
  }

  private Rig(Trigger trigger, QueueSpec orders, @Nullable Timeline real) {
    this.trigger = trigger;
    this.broker = real == null ? EmbeddedBroker.create(clock) : EmbeddedBroker.create(real);
    this.messaging =
        Messaging.builder()
            .provider(EmbeddedProvider.of(broker))
            .timeline(broker.timeline())
            .build();
    broker.admin().createQueue(orders);
    broker.admin().createQueue(QueueSpec.standard("dead"));
    this.queue = messaging.subscription("embedded:orders");
    variables.put("FERRY_HANDLER", "take");
    variables.put("FERRY_CHANNEL_ORDERS", "embedded:orders");
    variables.put("FERRY_CHANNEL_DEAD", "embedded:dead");
  }

  /** On the machine's time, for what paces itself. */
  static Rig inRealTime(Trigger trigger) {
    return new Rig(trigger, queueFor(trigger), Timeline.system());
  }

  void publish(Message message) {
    messaging.publisher("embedded:orders").publish(message);
  }

  AzureSetup setup() {
    variables.putIfAbsent(
        "FERRY_POLICY", new FunctionPolicy(settings.build(), "dead", null, null, false).toJson());
    return AzureSetup.ofProcess()
        .withEnvironment(new FunctionEnvironment(variables))
        .withMessaging(
            listener ->
                Messaging.builder()
                    .listener(listener)
                    .provider(EmbeddedProvider.of(broker))
                    .timeline(broker.timeline())
                    .build())
        .withTimeline(broker.timeline())
        .withExecutor(Runnable::run)
        .withStore(store)
        .withListener(events::add)
        .withLog(lines::add);
  }

  Application application(MessageHandler<String> handler) {
    return wiring ->
        wiring
            .handler("take", Codec.utf8(), () -> handler)
            .deadLetterOn(IllegalArgumentException.class);
  }

  HostedFunction function(MessageHandler<String> handler) {
    return new HostedFunction(trigger, application(handler), setup());
  }

  /** What one receive gives, as the worker would hand it over. */
  List<Delivery> received(int most) {
    return queue.receive(most, Duration.ZERO);
  }

  /** One invocation with up to {@code most} messages; null when it returned. */
  @Nullable RuntimeException invoke(HostedFunction function, int most) {
    return settle(function, received(most), true);
  }

  /**
   * The same with what was received.
   *
   * @param lives whether the host is there to settle
   */
  @Nullable RuntimeException settle(
      HostedFunction function, List<Delivery> deliveries, boolean lives) {
    try {
      function.handle(deliveries.stream().map(this::message).toList());
    } catch (RuntimeException thrown) {
      deliveries.forEach(delivery -> delivery.nack(Duration.ZERO));
      return thrown;
    }
    if (lives) {
      deliveries.forEach(Delivery::ack);
    } else {
      deliveries.forEach(delivery -> delivery.nack(Duration.ZERO));
    }
    return null;
  }

  private ReceivedMessage message(Delivery delivery) {
    ReceivedMessage message =
        ReceivedMessage.of(
            delivery.message().body().toByteArray(),
            "\"" + delivery.brokerId() + "\"",
            Math.abs((long) delivery.brokerId().hashCode()),
            delivery.deliveryCount(),
            delivery.storedAt().toString(),
            delivery.nativeAttributes());
    String key = delivery.message().orderingKey();
    return key == null ? message : message.inSession(key);
  }

  /** What lies in a queue, leased or not, by id. */
  List<String> in(String name) {
    List<String> ids = new ArrayList<>();
    messaging
        .subscription("embedded:" + name)
        .peek(null, 10)
        .deliveries()
        .forEach(delivery -> ids.add(delivery.message().id()));
    return ids;
  }

  /** What became of a message, in the words of {@link ProcessingEvent.Kind}. */
  List<String> fates(String id) {
    return events.stream()
        .filter(event -> event.messageId().equals(id))
        .map(event -> event.kind().name())
        .toList();
  }

  @Override
  public void close() {
    messaging.close();
  }
}
