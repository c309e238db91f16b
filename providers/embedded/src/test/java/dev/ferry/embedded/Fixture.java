package dev.ferry.embedded;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.VirtualClock;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A broker on a clock of the test's, and short names for what tests do with it. */
final class Fixture {
  final VirtualClock clock = VirtualClock.create();
  final EmbeddedBroker broker;
  final EmbeddedProvider provider;
  private final AtomicInteger timers = new AtomicInteger();

  Fixture() {
    this(FaultPlan.none());
  }

  Fixture(FaultPlan plan) {
    this(EmbeddedBroker.builder().faults(plan.start()));
  }

  Fixture(EmbeddedBroker.Builder builder) {
    ScheduledExecutorService scheduler = clock.scheduler();
    broker =
        builder.timeline(Timeline.of(clock, counting(scheduler, timers::incrementAndGet))).build();
    provider = EmbeddedProvider.of(broker);
  }

  /** How many timers were ever set. */
  int timers() {
    return timers.get();
  }

  private static ScheduledExecutorService counting(
      ScheduledExecutorService scheduler, Runnable count) {
    return (ScheduledExecutorService)
        Proxy.newProxyInstance(
            Fixture.class.getClassLoader(),
            new Class<?>[] {ScheduledExecutorService.class},
            (proxy, method, arguments) -> {
              Object result = method.invoke(scheduler, arguments);
              count.run();
              return result;
            });
  }

  Fixture queue(QueueSpec spec) {
    broker.admin().createQueue(spec);
    return this;
  }

  PublisherDriver publisher(String name) {
    return provider.openPublisher(address(name), broker.timeline());
  }

  SubscriptionDriver subscription(String name) {
    return provider.openSubscription(address(name), broker.timeline());
  }

  static Address address(String name) {
    return Address.parse("embedded:" + name);
  }

  static OutboundMessage message(String id) {
    return delayed(id, null, Duration.ZERO);
  }

  static OutboundMessage message(String id, String key) {
    return delayed(id, key, Duration.ZERO);
  }

  static OutboundMessage delayed(String id, @Nullable String key, Duration delay) {
    return new OutboundMessage(id, Body.of("body of " + id), Map.of(), key, "dedup-" + id, delay);
  }

  static OutboundMessage message(String id, Map<String, String> attributes) {
    return new OutboundMessage(
        id, Body.of("body of " + id), attributes, null, "dedup-" + id, Duration.ZERO);
  }

  List<SendResult> send(String name, OutboundMessage... messages) {
    try (PublisherDriver publisher = publisher(name)) {
      return publisher.send(List.of(messages));
    }
  }

  static List<InboundMessage> receive(SubscriptionDriver subscription) {
    return subscription.receive(10, Duration.ZERO);
  }

  static InboundMessage receiveOne(SubscriptionDriver subscription) {
    List<InboundMessage> batch = subscription.receive(1, Duration.ZERO);
    if (batch.size() != 1) {
      throw new AssertionError("received " + batch.size() + " messages where 1 was to come");
    }
    return batch.get(0);
  }

  /** What the bodies say after "body of ". */
  static List<String> ids(List<InboundMessage> messages) {
    return messages.stream().map(Fixture::id).toList();
  }

  static String id(InboundMessage message) {
    return message.body().utf8().substring("body of ".length());
  }

  static Optional<ErrorCode> ack(SubscriptionDriver subscription, InboundMessage message) {
    return settle(subscription, new Settlement.Ack(message.receipt()));
  }

  static Optional<ErrorCode> nack(
      SubscriptionDriver subscription, InboundMessage message, Duration delay) {
    return settle(subscription, new Settlement.Nack(message.receipt(), delay));
  }

  static Optional<ErrorCode> extend(
      SubscriptionDriver subscription, InboundMessage message, Duration lease) {
    return settle(subscription, new Settlement.Extend(message.receipt(), lease));
  }

  /** Why it did not take effect; empty when it did. */
  static Optional<ErrorCode> settle(SubscriptionDriver subscription, Settlement settlement) {
    return Optional.ofNullable(subscription.settle(List.of(settlement)).get(0))
        .map(MessagingException::code);
  }
}
