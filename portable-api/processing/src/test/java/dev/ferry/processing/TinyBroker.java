package dev.ferry.processing;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Queues in memory under {@code tiny:NAME}, each with what its test says that it can do. */
final class TinyBroker implements MessagingProvider {
  static final int MAX_BYTES = 16 * 1024;
  static final Duration LEASE = Duration.ofSeconds(30);

  private final Map<String, TinyQueue> queues = new ConcurrentHashMap<>();
  private final Timeline timeline;

  TinyBroker(Timeline timeline) {
    this.timeline = timeline;
  }

  /** No order, exact delays up to 12 hours, no dead letters of its own, 16 KiB a message. */
  static Capabilities standard() {
    return new Capabilities(
        Capabilities.Ordering.NONE,
        Capabilities.RedeliveryDelay.EXACT,
        Capabilities.DeliveryCount.UPPER_BOUND,
        false,
        false,
        Capabilities.Peek.RECEIVE_AND_RELEASE,
        false,
        false,
        true,
        Duration.ZERO,
        limits(MAX_BYTES, MAX_BYTES));
  }

  static Limits limits(int messageBytes, int attributeBytes) {
    return new Limits(
        messageBytes,
        10,
        attributeBytes,
        0,
        10,
        messageBytes * 10,
        Duration.ofMinutes(15),
        Duration.ofHours(12),
        Duration.ofHours(12));
  }

  static Capabilities with(
      Capabilities.Ordering ordering,
      Capabilities.DeliveryCount count,
      boolean nativeDeadLetter,
      boolean extend,
      Limits limits) {
    return new Capabilities(
        ordering,
        Capabilities.RedeliveryDelay.EXACT,
        count,
        nativeDeadLetter,
        false,
        Capabilities.Peek.RECEIVE_AND_RELEASE,
        false,
        false,
        extend,
        Duration.ZERO,
        limits);
  }

  /** Keeps the order of keys. */
  static Capabilities ordered() {
    return with(
        Capabilities.Ordering.KEY,
        Capabilities.DeliveryCount.UPPER_BOUND,
        false,
        true,
        limits(MAX_BYTES, MAX_BYTES));
  }

  /** Dead-letters by itself, with a reason. */
  static Capabilities nativeDeadLetter() {
    return with(
        Capabilities.Ordering.NONE,
        Capabilities.DeliveryCount.EXACT,
        true,
        true,
        limits(MAX_BYTES, MAX_BYTES));
  }

  /** The queue of a name; made as a standard one when it is not there. */
  TinyQueue queue(String name) {
    return queue(name, standard());
  }

  /** The queue of a name; made with these capabilities when it is not there. */
  TinyQueue queue(String name, Capabilities capabilities) {
    return queues.computeIfAbsent(name, absent -> new TinyQueue(timeline, capabilities));
  }

  @Override
  public String scheme() {
    return "tiny";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline unused) {
    return queue(address.name()).publisher();
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline unused) {
    return queue(address.name()).subscription();
  }

  @Override
  public Optional<ChannelAdmin> admin() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  static MessagingException leaseOver() {
    return new MessagingException(
        ErrorCode.FAILED_PRECONDITION, false, "settle: the lease is over");
  }
}
