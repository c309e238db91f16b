package dev.ferry.processing;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.Jitter;
import dev.ferry.processing.retry.RetryPolicy;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A handler's surroundings in a test: a broker, a store, and a clock that only the test moves.
 * Handlers run on the calling thread unless a test brings threads.
 *
 * <p>The fields that are not final are changed before the first worker or processor is made.
 */
public final class World {
  static final String HANDLER = "payment";
  static final int ATTEMPTS = 3;
  static final Duration FIRST_DELAY = Duration.ofSeconds(5);
  static final Duration LONGEST_DELAY = Duration.ofMinutes(5);
  static final Duration BUDGET = Duration.ofSeconds(10);
  static final Duration GRACE = Duration.ofSeconds(2);
  static final Duration LEASE = Duration.ofSeconds(60);

  public final VirtualClock clock = VirtualClock.create();
  public final Timeline timeline = Timeline.of(clock, clock.scheduler());
  final TinyBroker broker = new TinyBroker(timeline);
  final InMemoryIdempotencyStore records =
      new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), clock);
  final FlakyStore store = new FlakyStore(records);
  final Events events = new Events();
  final Messaging messaging = Messaging.builder().provider(broker).timeline(timeline).build();
  final HandlerSettings.Builder settings =
      HandlerSettings.builder(HANDLER, "orders")
          .retry(
              RetryPolicy.defaults()
                  .withAttempts(ATTEMPTS)
                  .withBackoff(new Backoff(FIRST_DELAY, 2, LONGEST_DELAY, Jitter.NONE)))
          .budget(BUDGET)
          .grace(GRACE)
          .lease(LEASE)
          .publishes(Set.of("receipts"));

  /** What the queue of orders can do. */
  Capabilities source = TinyBroker.standard();

  /** Changes the services. */
  UnaryOperator<Services.Builder> serving = services -> services;

  /** Changes the binding. */
  Consumer<HandlerBinding<String>> bound = binding -> {};

  WorkerOptions options = WorkerOptions.defaults();

  private @Nullable Subscription subscription;

  HandlerBinding<String> binding(MessageHandler<String> handler) {
    HandlerBinding<String> binding = new HandlerBinding<>(HANDLER, Codec.utf8(), () -> handler);
    bound.accept(binding);
    return binding;
  }

  /** A store, a dead-letter queue, a channel for receipts; waits move the clock. */
  Services services() {
    return serving
        .apply(
            Services.builder()
                .store(store)
                .timeline(timeline)
                .executor(Runnable::run)
                .pause(clock::advance)
                .listener(events)
                .host("test-host")
                .deadLetters(publisher("orders-dead"))
                .channel("receipts", publisher("receipts")))
        .build();
  }

  Processor processor(MessageHandler<String> handler) {
    return Processor.of(binding(handler), settings.build(), source, services());
  }

  Worker worker(MessageHandler<String> handler) {
    return new Worker(subscription(), binding(handler), settings.build(), options, services());
  }

  Publisher publisher(String queue) {
    return messaging.publisher("tiny:" + queue);
  }

  TinyQueue orders() {
    return broker.queue("orders", source);
  }

  Subscription subscription() {
    if (subscription == null) {
      orders();
      subscription = messaging.subscription("tiny:orders");
    }
    return subscription;
  }

  /** Orders with these ids, whose bodies are their ids. */
  public void publish(String... ids) {
    for (String id : ids) {
      publish(message(id).build());
    }
  }

  void publish(Message message) {
    orders();
    publisher("orders").publish(message);
  }

  Message.Builder message(String id) {
    return Message.builder(Body.of(id)).id(id).timestamp(clock.instant());
  }

  /** Leases what is there now, ten at most. */
  public List<Delivery> receive() {
    return subscription().receive(10, Duration.ZERO);
  }

  /** Processes what is there now, on the calling thread. */
  List<Disposition> process(Processor processor) throws InterruptedException {
    return processor.process(receive(), Instant.MAX);
  }

  /** Publishes an order and processes it, once. */
  Disposition processOne(Processor processor, String id) throws InterruptedException {
    publish(id);
    return process(processor).get(0);
  }

  /** The record of a message. */
  LifeRecord record(String id) {
    return records.find(IdempotencyKey.of("orders", HANDLER, id)).orElseThrow();
  }

  boolean hasRecord(String id) {
    return records.find(IdempotencyKey.of("orders", HANDLER, id)).isPresent();
  }

  /** Somebody else runs a message. */
  void claimElsewhere(String id) {
    claim(records, id);
  }

  /** Somebody else claims, whose clock is so far ahead that the lease is over for them. */
  void takeOver(String id) {
    claim(records.withClock(() -> clock.instant().plus(LEASE)), id);
  }

  private static void claim(IdempotencyStore store, String id) {
    IdempotencyKey key = IdempotencyKey.of("orders", HANDLER, id);
    Claim claim = store.claim(ClaimRequest.of(key, 0, LEASE, Duration.ofDays(60)));
    if (!(claim instanceof Claim.Claimed)) {
      throw new AssertionError("somebody else should have got the claim, not " + claim);
    }
  }

  /** What the broker was told, without the heartbeat. */
  List<String> settlements() {
    return orders().settlements().stream()
        .filter(one -> !(one instanceof Settlement.Extend))
        .map(one -> one.getClass().getSimpleName())
        .toList();
  }

  /** How long the last message that went back is kept back. */
  Duration lastNack() {
    List<Settlement.Nack> nacks = orders().settlements(Settlement.Nack.class);
    return nacks.get(nacks.size() - 1).redeliverAfter();
  }

  /** The messages in a queue, as a subscription reads them; leases them. */
  List<Message> messagesIn(String queue) {
    return messaging.subscription("tiny:" + queue).receive(10, Duration.ZERO).stream()
        .map(Delivery::message)
        .toList();
  }
}
