package dev.ferry.testkit.processing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.MessageHandler;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.Services;
import dev.ferry.processing.Wiring;
import dev.ferry.processing.Worker;
import dev.ferry.processing.WorkerOptions;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.RedrivePolicy;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.RetryPolicy;
import dev.ferry.testkit.idempotency.EffectLedger;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import dev.ferry.testkit.messaging.BrokerHarness;
import dev.ferry.testkit.messaging.Scene;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * One handler between its queues: it reads {@link #source()}, its dead letters go to {@link
 * #dead()} and at last to {@link #parked()}, and what it publishes to {@link #receipts()}.
 *
 * <p>Handlers run on the thread that polls, unless a test brings others. The fields that are not
 * final are changed before the first worker is made.
 */
final class Stage implements AutoCloseable {
  static final String HANDLER = "payment";
  static final String RECEIPTS = "receipts";
  static final int ATTEMPTS = 3;

  /** How often a handler is polled for what is to happen. */
  private static final int MOST_POLLS = 60;

  final UnreachableStore store;
  final HandlerSettings.Builder settings;

  /** The queue that the handler reads. */
  QueueSpec sourceSpec;

  /** Changes what failures mean. */
  Consumer<HandlerBinding<String>> rules = binding -> {};

  WorkerOptions options = WorkerOptions.defaults().withBreaker(0, Duration.ofSeconds(1));
  Executor executor = Runnable::run;

  private final Scene scene;
  private final IdempotencyStoreHarness records;
  private final Queue<ProcessingEvent> events = new ConcurrentLinkedQueue<>();
  private final Deque<Worker> workers = new ArrayDeque<>();
  private final Lazy source = new Lazy();
  private final Lazy dead = new Lazy();
  private final Lazy parked = new Lazy();
  private final Lazy receipts = new Lazy();

  Stage(BrokerHarness harness, IdempotencyStoreHarness records) {
    this.scene = new Scene(harness);
    this.records = records;
    this.store = new UnreachableStore(records.open(harness.timeline()::now));
    this.sourceSpec = QueueSpec.standard(scene.newName());
    this.settings =
        HandlerSettings.builder(HANDLER, sourceSpec.name())
            .retry(RetryPolicy.defaults().withAttempts(ATTEMPTS).withBackoff(backoff()))
            .budget(scene.ticks(30))
            .lease(scene.ticks(4))
            .publishes(Set.of(RECEIPTS));
  }

  /** A channel that is made when it is first asked for. */
  private final class Lazy {
    private @Nullable Address made;

    Address get(QueueSpec spec) {
      Address known = made;
      if (known == null) {
        known = scene.queue(spec);
        made = known;
      }
      return known;
    }
  }

  private Backoff backoff() {
    return Backoff.fixed(scene.ticks(3));
  }

  Scene scene() {
    return scene;
  }

  Address source() {
    dead();
    return source.get(sourceSpec);
  }

  Address dead() {
    return dead.get(like(deadName()));
  }

  /** The dead-letter queue's name, for a source whose broker dead-letters by itself. */
  String deadName() {
    return sourceSpec.name() + "-dead";
  }

  Address parked() {
    return parked.get(like(sourceSpec.name() + "-parked"));
  }

  Address receipts() {
    return receipts.get(QueueSpec.standard(sourceSpec.name() + "-receipts"));
  }

  private QueueSpec like(String name) {
    return sourceSpec.ordered() ? QueueSpec.ordered(name) : QueueSpec.standard(name);
  }

  /** Makes the source an ordered queue; skips the test where there is none. */
  void ordered() {
    sourceSpec = QueueSpec.ordered(sourceSpec.name());
    scene.requires(
        scene.subscription(source()).capabilities().ordered(),
        "queues that keep the order of keys");
  }

  /** Where effects are committed with completions; skips the test where the store cannot. */
  EffectLedger ledger() {
    Assumptions.assumeTrue(
        store.transactional(), "the store does not commit effects with completions");
    return records.ledger().orElseThrow();
  }

  /** A worker of the handler, with a subscription of its own: another process. */
  Worker worker(MessageHandler<String> handler) {
    return worker(handler, dead());
  }

  Worker worker(MessageHandler<String> handler, Address deadLetters) {
    HandlerBinding<String> binding =
        Wiring.of(wiring -> {}).handler(HANDLER, Codec.utf8(), () -> handler);
    rules.accept(binding);
    Services services =
        Services.builder()
            .store(store)
            .timeline(scene.harness().timeline())
            .executor(executor)
            .pause(scene::pass)
            .listener(events::add)
            .host("conformance")
            .deadLetters(scene.publisher(deadLetters))
            .parked(scene.publisher(parked()))
            .channel(RECEIPTS, scene.publisher(receipts()))
            .build();
    Worker worker =
        new Worker(scene.subscription(source()), binding, settings.build(), options, services);
    workers.push(worker);
    return worker;
  }

  /** An order with this id, whose body is its id. */
  Message order(String id) {
    return Message.builder(Body.of(id)).id(id).timestamp(scene.harness().timeline().now()).build();
  }

  /** Publishes orders with these ids. */
  void publish(String... ids) {
    for (String id : ids) {
      scene.publish(source(), order(id));
    }
  }

  /** Publishes orders whose key is the first letter of their id. */
  void publishKeyed(String... ids) {
    for (String id : ids) {
      scene.publish(source(), order(id).toBuilder().orderingKey(id.substring(0, 1)).build());
    }
  }

  /** Polls, while time passes a tick at a time, until it is done; fails when it never is. */
  void runUntil(Worker worker, BooleanSupplier done) {
    for (int polls = 0; polls < MOST_POLLS && !done.getAsBoolean(); polls++) {
      run(worker);
      if (!done.getAsBoolean()) {
        scene.pass(scene.ticks(1));
      }
    }
    assertThat(done.getAsBoolean())
        .as("done after %d polls; events: %s", MOST_POLLS, events)
        .isTrue();
  }

  /** Polls until nothing is left to be had now. */
  void run(Worker worker) {
    while (worker.step() > 0) {
      awaitIdle(worker);
    }
  }

  /** Lets handlers on other threads end. */
  private static void awaitIdle(Worker worker) {
    long limit = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (worker.messagesInFlight() > 0 && System.nanoTime() < limit) {
      Thread.onSpinWait();
    }
  }

  /** Lets time pass until broker leases and records' leases given now are over. */
  void passLeases() {
    scene.passLease();
    scene.pass(records.skew());
  }

  /** Fails unless nothing comes any more, however long one waits. */
  void assertSettled() {
    scene.assertEmpty(scene.subscription(source()));
    passLeases();
    scene.assertEmpty(scene.subscription(source()));
  }

  /** What happened to messages, by kind; starts and warnings of unstable ids left out. */
  List<Kind> events() {
    return events.stream()
        .map(ProcessingEvent::kind)
        .filter(kind -> kind != Kind.STARTED && kind != Kind.UNSTABLE_ID)
        .toList();
  }

  boolean happened(Kind kind) {
    return events().contains(kind);
  }

  long count(Kind kind) {
    return events().stream().filter(kind::equals).count();
  }

  /** Takes the one message of a queue. */
  Message take(Address queue) {
    var delivery = scene.receiveOne(scene.subscription(queue));
    delivery.ack();
    return delivery.message();
  }

  /** The story of a dead letter. */
  static Envelope story(Message letter) {
    return Envelope.read(letter).orElseThrow(() -> new AssertionError("no envelope on " + letter));
  }

  /** Sends every dead letter round again, or parks it. */
  RedriveResult redrive(RedrivePolicy policy) {
    return DeadLetters.builder()
        .from(scene.subscription(dead()))
        .redriveTo(HANDLER, scene.publisher(source()))
        .parkTo(scene.publisher(parked()))
        .policy(policy)
        .timeline(scene.harness().timeline())
        .pause(scene::pass)
        .emptyAfter(scene.harness().silence())
        .build()
        .redrive(RedriveRequest.all());
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
    scene.close();
    store.close();
  }
}
