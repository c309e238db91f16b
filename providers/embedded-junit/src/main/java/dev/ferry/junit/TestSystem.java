package dev.ferry.junit;

import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.embedded.simulation.Crashes;
import dev.ferry.embedded.simulation.SimulatedWorkers;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.Application;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.Seed;
import dev.ferry.simulation.VirtualClock;
import dev.ferry.topology.Host;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Channels;
import dev.ferry.topology.deploy.Plans;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An application under test: all its handlers on the embedded broker, with the channels of its
 * topology, on a clock that stands still until the test moves it.
 *
 * <p>Nothing happens by itself: handlers run in {@link #runUntilIdle()}, {@link #advance} and
 * {@link #step()}, on the test's own thread, and every wait is over at once. A handler that takes
 * long says so with {@code clock().advance(...)}. The same calls under the same seed give the same
 * run.
 *
 * <p>{@link FerryTest} and {@link FerryExtension} give a test one of these; without them:
 *
 * <pre>{@code
 * try (TestSystem system =
 *     TestSystem.builder(new Shop(ledger), "topology.yaml")
 *         .faults(plan -> plan.with(Fault.DUPLICATE, 0.2))
 *         .seed(42)
 *         .start()) {
 *   system.publish("orders", "figs");
 *   system.runUntilIdle();
 *   assertThat(system.deadLetters("ship")).isEmpty();
 * }
 * }</pre>
 *
 * <p>Channels and handlers are called by their names in the topology; a name that it does not have
 * is a {@link MessagingException} INVALID_ARGUMENT. For one thread at a time.
 */
public final class TestSystem implements AutoCloseable {
  private final long seed;
  private final VirtualClock clock;
  private final EmbeddedBroker broker;
  private final Topology topology;
  private final Map<String, Address> channels;
  private final ApplicationPlan plan;
  private final IdempotencyStore store;
  private final Messaging messaging;
  private final Recorder recorder = new Recorder();
  private final Failures failures = new Failures();
  private final ArmedCrashes crashes;
  private final SimulatedWorkers workers;
  private final Letters letters;
  private final Sender sender;
  private int published;

  private TestSystem(Builder builder, long seed) {
    Seed root = Seed.of(seed);
    this.seed = seed;
    this.clock = builder.clock;
    this.broker = builder.broker(root);
    this.topology = builder.topology.on(Host.WORKER_EMBEDDED);
    this.channels = Channels.create(topology, broker.admin());
    this.plan = Plans.of(topology, channels);
    this.store = builder.store();
    this.messaging =
        Messaging.builder()
            .provider(EmbeddedProvider.of(broker))
            .timeline(broker.timeline())
            .build();
    this.letters = new Letters(messaging, clock::advance);
    this.sender = new Sender(messaging, clock);
    this.crashes = new ArmedCrashes(builder.crashes(root));
    this.workers =
        SimulatedWorkers.builder(broker, clock)
            .store(store)
            .listener(recorder)
            .crashes(crashes)
            .seed(root)
            .start(failing(builder.application), plan);
  }

  private Application failing(Application application) {
    return wiring -> {
      application.configure(wiring);
      wiring.around(failures);
    };
  }

  /** A builder for a test of {@code application}. */
  public static Builder builder(Application application, Topology topology) {
    return new Builder(application, topology);
  }

  /**
   * A builder for a test of {@code application} with a topology from a file.
   *
   * @param topology a resource beside the application's class, else from the root of the class
   *     path, else a file
   * @throws IllegalArgumentException when there is none
   * @throws dev.ferry.topology.TopologyException when it is refused
   */
  public static Builder builder(Application application, String topology) {
    return builder(application, TopologyFile.find(topology, application.getClass()));
  }

  /**
   * Publishes a message to a queue or topic, again and again where the broker refuses it for now or
   * does not answer, as a sender would.
   *
   * @throws MessagingException when it is refused for good, or a hundred times
   */
  public void publish(String channel, Message message) {
    sender.publish(address(channel), message);
  }

  /** Publishes text; ids are {@code message-1}, {@code message-2} and so on. */
  public void publish(String channel, String text) {
    publish(channel, Codec.utf8(), text);
  }

  /** Publishes a payload; ids are {@code message-1}, {@code message-2} and so on. */
  public <T> void publish(String channel, Codec<T> codec, T payload) {
    Body body = codec.encode(payload);
    published++;
    publish(
        channel,
        Message.builder(body).id("message-" + published).contentType(codec.contentType()).build());
  }

  /**
   * Lets every handler have up to one batch of what it can have now; the clock stands still but for
   * quick retries.
   *
   * @return how many messages came; 0 when the next thing to happen is a matter of time
   */
  public int step() {
    return workers.step();
  }

  /**
   * Runs handlers and moves the clock, from event to event, until no handler's queue holds a
   * message: each is done, a dead letter or parked.
   *
   * @throws IllegalStateException when there is no end of it
   */
  public void runUntilIdle() {
    workers.runUntilIdle();
  }

  /**
   * Lets time go by and runs what comes meanwhile, each at its time: what is due in a second is not
   * handled by {@code advance(Duration.ofMillis(999))}.
   *
   * @param span zero or more; zero runs what can be handled now
   */
  public void advance(Duration span) {
    workers.advance(span);
  }

  /** What lies in a queue, from older to newer; nothing is taken from it. */
  public List<Message> messages(String queue) {
    return letters.messages(address(queue));
  }

  /** How many messages wait, or are leased, in the queues of all handlers. */
  public long waiting() {
    return workers.waiting();
  }

  /** The dead letters of a handler, with their envelopes and messages. */
  public List<DeadLetter> deadLetters(String handler) {
    return letters.letters(plan.handler(handler).deadLetters());
  }

  /** What a handler will not get again: redriven often enough, and parked. */
  public List<DeadLetter> parked(String handler) {
    return letters.letters(plan.handler(handler).parked());
  }

  /** Sends all dead letters of a handler round again, as an operator would once it is mended. */
  public RedriveResult redrive(String handler) {
    return redrive(handler, RedriveRequest.all());
  }

  /** Sends some dead letters of a handler round again; handlers run only afterwards. */
  public RedriveResult redrive(String handler, RedriveRequest request) {
    HandlerPlan redriven = plan.handler(handler);
    return letters.redrive(redriven, Objects.requireNonNull(redriven.deadLetters()), request);
  }

  /**
   * Lets the next runs of a handler fail instead of being run.
   *
   * @param times how many runs, quick retries included
   * @param failure makes what is thrown, anew each time
   */
  public void failNext(String handler, int times, Supplier<? extends Exception> failure) {
    failures.add(plan.handler(handler).settings().handler(), times, failure);
  }

  /**
   * Lets the process die at a point, the next time that a message of any handler comes by, and
   * start again. The two points of a completion are known where the store writes it by itself or
   * the handler commits it in memory.
   */
  public void crashOnce(CrashPoint point) {
    crashes.arm(point);
  }

  /** Lets the process die now, between two messages, and start again. */
  public void restart() {
    workers.restart();
  }

  /** Where the process has died so far, in order: names of {@link CrashPoint}s. */
  public List<String> crashes() {
    return workers.crashes();
  }

  /** Everything that happened to messages in handlers, in order. */
  public List<ProcessingEvent> events() {
    return recorder.events();
  }

  /** What happened of one kind, in order. */
  public List<ProcessingEvent> events(ProcessingEvent.Kind kind) {
    return recorder.events().stream().filter(event -> event.kind() == kind).toList();
  }

  /** The clock that everything goes by; moving it alone runs no handler. */
  public VirtualClock clock() {
    return clock;
  }

  /** The broker, with what went wrong on it: {@code broker().faults()}. */
  public EmbeddedBroker broker() {
    return broker;
  }

  /** Where the records of messages are kept. */
  public IdempotencyStore store() {
    return store;
  }

  /** The topology, as the embedded broker has it. */
  public Topology topology() {
    return topology;
  }

  /** What repeats this run. */
  public long seed() {
    return seed;
  }

  private Address address(String channel) {
    Address address = channels.get(channel);
    if (address == null) {
      throw MessagingException.invalid(
          "find channel '" + channel + "': the topology has " + channels.keySet());
    }
    return address;
  }

  /** Ends it. Idempotent. */
  @Override
  public void close() {
    workers.close();
    messaging.close();
  }

  /** The time and what had happened by then; dead letters by id and reason, without bodies. */
  @Override
  public String toString() {
    return "At %s: events %s, crashes %s, faults %s, waiting %d, dead letters %s"
        .formatted(
            clock.instant(),
            recorder.counts(),
            crashes(),
            faults(),
            waiting(),
            plan.handlers().stream()
                .map(handler -> handler.settings().handler())
                .flatMap(
                    handler -> deadLetters(handler).stream().map(letter -> said(handler, letter)))
                .toList());
  }

  private static String said(String handler, DeadLetter letter) {
    return handler + ' ' + letter.id() + ' ' + letter.reason();
  }

  private Map<String, Long> faults() {
    return Arrays.stream(Fault.values())
        .filter(fault -> broker.faults().struck(fault) > 0)
        .collect(Collectors.toMap(Fault::name, broker.faults()::struck));
  }

  /** Says what is tested, and under what. Not safe for use by threads. */
  public static final class Builder {
    private final Application application;
    private Topology topology;
    private VirtualClock clock = VirtualClock.create();
    private @Nullable IdempotencyStore store;
    private UnaryOperator<FaultPlan> faults = UnaryOperator.identity();
    private double crash;
    private long seed;

    private Builder(Application application, Topology topology) {
      this.application = application;
      this.topology = topology;
    }

    /**
     * The environment of the topology; none by default.
     *
     * @throws IllegalArgumentException when the topology does not name it
     */
    public Builder environment(String name) {
      this.topology = topology.forEnvironment(name);
      return this;
    }

    /**
     * What decides everything left to chance. 0, the default, is for another one each time, or for
     * the one that the system property {@code ferry.seed} says.
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** The clock, where the application needs it too; one of its own by default. */
    public Builder clock(VirtualClock clock) {
      this.clock = clock;
      return this;
    }

    /** Where records are kept, to be closed by the caller; in memory by default. */
    public Builder store(IdempotencyStore store) {
      this.store = store;
      return this;
    }

    /**
     * What goes wrong on the broker, at the points of {@link dev.ferry.embedded.FaultPoint};
     * nothing by default.
     *
     * @param plan adds to a plan in which nothing strikes
     */
    public Builder faults(UnaryOperator<FaultPlan> plan) {
      this.faults = plan;
      return this;
    }

    /**
     * The chance that the process dies and starts again, at each {@link CrashPoint} that a message
     * comes by; 0 by default.
     *
     * @throws IllegalArgumentException when {@code chance} is not between 0 and 1
     */
    public Builder crash(double chance) {
      FaultPlan unused = FaultPlan.none().with(Fault.CRASH, chance);
      this.crash = chance;
      return this;
    }

    /**
     * Makes the channels and starts the workers.
     *
     * @throws dev.ferry.topology.TopologyException when the embedded broker cannot do what the
     *     topology says
     * @throws MessagingException INVALID_ARGUMENT when the topology has a handler that the
     *     application does not bind
     */
    public TestSystem start() {
      return new TestSystem(this, seed == 0 ? RunSeed.next() : seed);
    }

    private EmbeddedBroker broker(Seed root) {
      FaultPlan plan = faults.apply(FaultPlan.seeded(root.child("broker").value()));
      return EmbeddedBroker.builder().clock(clock).faults(plan.start()).build();
    }

    private Crashes crashes(Seed root) {
      return Crashes.of(
          FaultPlan.seeded(root.child("crashes").value()).with(Fault.CRASH, crash).start());
    }

    private IdempotencyStore store() {
      return store == null
          ? new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), clock)
          : store;
    }
  }
}
