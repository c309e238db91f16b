package dev.ferry.embedded.simulation;

import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.processing.Application;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.ProcessingListener;
import dev.ferry.processing.Services;
import dev.ferry.simulation.Seed;
import dev.ferry.simulation.SeededRandom;
import dev.ferry.simulation.SimulatedCrash;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An application's workers on the embedded broker, in simulated time: every handler runs on the
 * caller's thread, every wait moves the clock, and a process that dies is followed by a new one
 * that knows nothing of it.
 *
 * <p>The same calls under the same seed and faults give the same run. For one thread at a time.
 * Closing it closes its workers; broker, clock and store stay the caller's.
 */
public final class SimulatedWorkers implements AutoCloseable {
  /** Longer than any lease, delay or wait between polls. */
  private static final Duration LONGEST_SILENCE = Duration.ofDays(1);

  private final EmbeddedBroker broker;
  private final VirtualClock clock;
  private final ApplicationPlan plan;
  private final Seed seed;
  private final long mostDeliveries;
  private final Supplier<Generation> next;
  private final List<String> crashes = new ArrayList<>();
  private final DeadOnce death;
  private Generation generation;

  private SimulatedWorkers(Builder builder, Application application, ApplicationPlan plan) {
    this.death = builder.crashes;
    this.broker = builder.broker;
    this.clock = builder.clock;
    this.plan = plan;
    this.seed = builder.seed;
    this.mostDeliveries = builder.mostDeliveries;
    MessagingProvider provider =
        new CrashingProvider(EmbeddedProvider.of(broker), builder.crashes, deadLetters(plan));
    Services services = builder.services();
    this.next = () -> Generation.start(clock, provider, application, plan, services);
    this.generation = next.get();
  }

  private static List<Address> deadLetters(ApplicationPlan plan) {
    return plan.handlers().stream()
        .map(HandlerPlan::deadLetters)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  /** A builder for workers on a broker whose time is {@code clock}. */
  public static Builder builder(EmbeddedBroker broker, VirtualClock clock) {
    return new Builder(broker, clock);
  }

  /**
   * Polls every worker once and handles what came. When the process dies meanwhile, the next one
   * starts.
   *
   * @return how many messages came, a crash counting as one; 0 when the next thing to happen is a
   *     matter of time
   */
  public int step() {
    try {
      return generation.step();
    } catch (SimulatedCrash crash) {
      crashes.add(crash.point());
      restart();
      return 1;
    }
  }

  /**
   * Moves the clock on to when something may happen next: a delay or lease ends, or a worker that
   * waits may poll.
   *
   * @throws IllegalStateException when nothing will ever happen
   */
  public void advance() {
    Instant due = nextEvent();
    if (due.equals(Instant.MAX)) {
      throw stuck("nothing will happen any more");
    }
    clock.advanceTo(due);
  }

  /**
   * Lets time go by, and does what there is to do meanwhile, at its own time.
   *
   * @param span zero or more; zero does what there is to do now
   * @throws IllegalStateException when there is no end of it
   */
  public void advance(Duration span) {
    Instant target = clock.instant().plus(span);
    workOff();
    for (Instant due = nextEvent(); !due.isAfter(target); due = nextEvent()) {
      clock.advanceTo(due);
      workOff();
    }
    if (target.isAfter(clock.instant())) {
      clock.advanceTo(target);
      workOff();
    }
  }

  private void workOff() {
    long deliveries = 0;
    for (int came = step(); came > 0; came = step()) {
      deliveries += came;
      requireAnEnd(deliveries);
    }
  }

  /**
   * Works, and moves the clock from event to event, until no handler's queue holds a message.
   *
   * @throws IllegalStateException when that does not come: a day passes in which no message can be
   *     had, or there are more deliveries than are allowed
   */
  public void runUntilIdle() {
    long deliveries = 0;
    Instant lastCame = clock.instant();
    while (waiting() > 0) {
      int came = step();
      deliveries += came;
      if (came > 0) {
        requireAnEnd(deliveries);
        lastCame = clock.instant();
      } else {
        advance();
        if (Duration.between(lastCame, clock.instant()).compareTo(LONGEST_SILENCE) > 0) {
          throw stuck("no message came for a day; do the faults let any through?");
        }
      }
    }
  }

  private void requireAnEnd(long deliveries) {
    if (deliveries > mostDeliveries) {
      throw stuck(deliveries + " deliveries, and no end of it; does a handler publish to itself?");
    }
  }

  private IllegalStateException stuck(String why) {
    String queues =
        plan.handlers().stream()
            .filter(handler -> depth(handler) > 0)
            .map(handler -> handler.settings().handler() + ' ' + depth(handler))
            .collect(Collectors.joining(", "));
    return new IllegalStateException(
        why + "; waiting: " + (queues.isEmpty() ? "nothing" : queues) + "; seed " + seed.value());
  }

  /** How many messages wait or are leased in the queues that the handlers read. */
  public long waiting() {
    return plan.handlers().stream().mapToLong(this::depth).sum();
  }

  private long depth(HandlerPlan handler) {
    return broker.admin().depth(handler.source()).orElseThrow().total();
  }

  /** Always after now: what is due already has been tried. */
  private Instant nextEvent() {
    Instant now = clock.instant();
    Instant poll = generation.nextPollAfter(now);
    Instant event = broker.nextEvent().orElse(Instant.MAX);
    Instant due = poll.isBefore(event) ? poll : event;
    return due.isAfter(now) ? due : now.plusMillis(1);
  }

  /** Lets the process die as it is, between two polls, and starts the next one. */
  public void restart() {
    generation.abandon();
    death.restart();
    generation = next.get();
  }

  /** Where the process has died so far, in order: names of {@link CrashPoint}s, or the broker's. */
  public List<String> crashes() {
    return List.copyOf(crashes);
  }

  /** Closes the workers. Idempotent. */
  @Override
  public void close() {
    generation.close();
  }

  /** Collects what workers need. Not safe for use by threads. */
  public static final class Builder {
    private final EmbeddedBroker broker;
    private final VirtualClock clock;
    private @Nullable IdempotencyStore store;
    private ProcessingListener listener = ProcessingListener.noop();
    private DeadOnce crashes = new DeadOnce(Crashes.none());
    private Seed seed = Seed.of(0);
    private long mostDeliveries = 1_000_000;

    private Builder(EmbeddedBroker broker, VirtualClock clock) {
      this.broker = broker;
      this.clock = clock;
    }

    /** Where records are kept, on the same clock; none by default. It outlives every crash. */
    public Builder store(@Nullable IdempotencyStore store) {
      this.store = store;
      return this;
    }

    /** Who hears what happens; nobody by default. */
    public Builder listener(ProcessingListener listener) {
      this.listener = listener;
      return this;
    }

    /** Where the process dies; nowhere by default. */
    public Builder crashes(Crashes crashes) {
      this.crashes = new DeadOnce(crashes);
      return this;
    }

    /** What decides jitter and tokens; 0 by default. */
    public Builder seed(Seed seed) {
      this.seed = seed;
      return this;
    }

    /** After how many deliveries one call gives up that runs to the end; a million by default. */
    public Builder mostDeliveries(long most) {
      this.mostDeliveries = most;
      return this;
    }

    private Services services() {
      return Services.builder()
          .store(store == null ? null : new CrashingStore(store, crashes))
          .listener(listener)
          .executor(Runnable::run)
          .pause(clock::advance)
          .random(seed.child("jitter").random())
          .tokens(tokens(seed.child("tokens").random()))
          .host("simulation")
          .build();
    }

    private static Supplier<String> tokens(SeededRandom random) {
      return () -> HexFormat.of().toHexDigits(random.nextLong());
    }

    /**
     * Starts the first workers.
     *
     * @param plan where the handlers and their channels are, which exist on the broker
     * @throws dev.ferry.messaging.MessagingException as {@link dev.ferry.processing.Workers#open}
     */
    public SimulatedWorkers start(Application application, ApplicationPlan plan) {
      return new SimulatedWorkers(this, application, plan);
    }
  }
}
