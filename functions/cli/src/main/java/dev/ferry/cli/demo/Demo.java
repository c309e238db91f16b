package dev.ferry.cli.demo;

import dev.ferry.cli.demo.DemoSettings.Without;
import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.Application;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.Services;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.samples.orders.InMemoryLedger;
import dev.ferry.samples.orders.Ledger;
import dev.ferry.samples.orders.OrdersApp;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.Faults;
import dev.ferry.simulation.Seed;
import dev.ferry.simulation.SeededRandom;
import dev.ferry.simulation.SimulatedCrash;
import dev.ferry.simulation.VirtualClock;
import dev.ferry.topology.Host;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Channels;
import dev.ferry.topology.deploy.Plans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * One run of the demo: publishes the inputs, drives the workers from event to event of the
 * simulated clock, lets the process die and start again, redrives what an outage left, and asks the
 * auditor.
 */
final class Demo {
  private static final int BACKLOG = 200;
  private static final int PUBLISHED_AT_ONCE = 10;

  private final DemoSettings settings;
  private final Inputs inputs;
  private final Progress progress;
  private final Seed seed;
  private final VirtualClock clock = VirtualClock.create();
  private final Faults crashes;
  private final EmbeddedBroker broker;
  private final Map<String, Address> channels;
  private final ApplicationPlan plan;
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Tally tally = new Tally();
  private final MessagingProvider provider;
  private final Application application;
  private final Services services;
  private final Outage outage;
  private final Messaging tools;
  private final List<String> crashed = new ArrayList<>();
  private Generation generation;

  Demo(DemoSettings settings, Inputs inputs, Progress progress) {
    this.settings = settings;
    this.inputs = inputs;
    this.progress = progress;
    this.seed = Seed.of(settings.seed());
    this.crashes = crashPlan(settings, inputs.size()).start();
    this.broker =
        EmbeddedBroker.builder()
            .clock(clock)
            .keptForReplay(0)
            .keptAcknowledgements(0)
            .faults(
                FaultPlan.seeded(seed.child("broker").value())
                    .with(Fault.DUPLICATE, settings.duplicates())
                    .start())
            .build();
    Topology topology = topology(settings.fifo());
    this.channels = Channels.create(topology, broker.admin());
    this.plan = plan(topology);
    this.provider =
        new CrashingProvider(EmbeddedProvider.of(broker), crashes, Plans.deadLetters(plan));
    this.tools =
        Messaging.builder()
            .provider(EmbeddedProvider.of(broker))
            .timeline(broker.timeline())
            .build();
    this.outage = new Outage(settings.outage() == null ? "" : settings.outage());
    this.application = application();
    this.services = services();
    this.generation = start();
  }

  /** Each point strikes once, early enough that every run comes by. */
  private static FaultPlan crashPlan(DemoSettings settings, int inputs) {
    FaultPlan plan = FaultPlan.seeded(settings.seed());
    if (!settings.crash()) {
      return plan;
    }
    SeededRandom random = Seed.of(settings.seed()).child("crashes").random();
    for (CrashPoint point : CrashPoint.values()) {
      int most = point == CrashPoint.AFTER_DEAD_LETTER ? 1 : Math.max(1, inputs / 10);
      plan = plan.at(Fault.CRASH, point.point(), 1 + random.nextInt(most));
    }
    return plan;
  }

  private static Topology topology(boolean fifo) {
    try (InputStream in =
        Objects.requireNonNull(OrdersApp.class.getResourceAsStream("topology.yaml"))) {
      Topology topology = Topology.parse("topology.yaml", in);
      return (fifo ? topology.forEnvironment("fifo") : topology).on(Host.WORKER_EMBEDDED);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private ApplicationPlan plan(Topology topology) {
    ApplicationPlan plan = Plans.of(topology, channels);
    if (settings.without() != Without.IDEMPOTENCY) {
      return plan;
    }
    return new ApplicationPlan(
        plan.handlers().stream().map(Demo::withoutStore).toList(), plan.channels());
  }

  private static HandlerPlan withoutStore(HandlerPlan handler) {
    return handler.withSettings(handler.settings().withGuarantee(Guarantee.AT_LEAST_ONCE));
  }

  private Application application() {
    Ledger crashing = new CrashingLedger(ledger, crashes);
    return wiring -> {
      new OrdersApp(crashing).configure(wiring);
      wiring.around(new FailingForNow(seed.child("failures"), settings.failures()));
      wiring.around(outage);
      if (settings.without() == Without.RETRY) {
        wiring.around(new LogAndAck());
      }
    };
  }

  private Services services() {
    IdempotencyStore store =
        settings.without() == Without.IDEMPOTENCY
            ? null
            : new CrashingStore(
                new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), clock), crashes);
    return Services.builder()
        .store(store)
        .listener(tally)
        .executor(Runnable::run)
        .pause(clock::advance)
        .random(seed.child("jitter").random())
        .tokens(tokens(seed.child("tokens").random()))
        .host("demo")
        .build();
  }

  private static Supplier<String> tokens(SeededRandom random) {
    return () -> HexFormat.of().toHexDigits(random.nextLong());
  }

  private Generation start() {
    return Generation.start(clock, provider, application, plan, services);
  }

  Account run() {
    Instant began = clock.instant();
    long beganNanos = System.nanoTime();
    drive(inputs.iterator());
    long redriven = settings.outage() == null ? 0 : redrive(settings.outage());
    Duration simulated = Duration.between(began, clock.instant());
    Account.Audit audit = new Auditor(inputs, ledger, tools, plan).audit();
    generation.close();
    tools.close();
    progress.done();
    return new Account(
        audit,
        tally.count(Kind.HANDLED),
        tally.count(Kind.RETRIED),
        broker.faults().struck(Fault.DUPLICATE),
        tally.count(Kind.SUPPRESSED),
        redriven,
        List.copyOf(crashed),
        tally.deadLetterReasons(),
        inputs.refusedLines(),
        settings.seed(),
        Duration.ofNanos(System.nanoTime() - beganNanos).toMillis(),
        simulated.toMillis());
  }

  /** Publishes what comes, and goes on until nothing is on its way any more. */
  private void drive(Iterator<Input> coming) {
    Address orders = Objects.requireNonNull(channels.get(OrdersApp.ORDERS));
    try (Publisher publisher = tools.publisher(orders.toString())) {
      long published = 0;
      while (coming.hasNext() || waiting() > 0) {
        while (coming.hasNext() && depth(orders) < BACKLOG) {
          published += publish(publisher, coming);
        }
        if (step() == 0) {
          advance();
        }
        progress.at(published, inputs.size(), ledger.size());
      }
    }
  }

  /** What the handler depends on is back: its dead letters go round again. */
  private long redrive(String handler) {
    outage.end();
    HandlerPlan failed = plan.handler(handler);
    String letters = Objects.requireNonNull(failed.deadLetters()).toString();
    try (Subscription from = tools.subscription(letters);
        Publisher to = tools.publisher(failed.source().toString())) {
      RedriveResult result =
          DeadLetters.builder()
              .from(from)
              .redriveTo(handler, to)
              .policy(failed.settings().redrive())
              .timeline(tools.timeline())
              .pause(clock::advance)
              .emptyAfter(Duration.ZERO)
              .build()
              .redrive(RedriveRequest.of(DeadLetterFilter.reason(Reason.ATTEMPTS_EXHAUSTED)));
      drive(List.<Input>of().iterator());
      return result.redriven();
    }
  }

  private static int publish(Publisher publisher, Iterator<Input> coming) {
    List<Message> messages = new ArrayList<>();
    while (coming.hasNext() && messages.size() < PUBLISHED_AT_ONCE) {
      messages.add(coming.next().message());
    }
    publisher
        .publishAll(messages)
        .failures()
        .forEach(
            fate -> {
              throw Objects.requireNonNull(fate.failure());
            });
    return messages.size();
  }

  private int step() {
    try {
      return generation.step();
    } catch (SimulatedCrash crash) {
      crashed.add(crash.point());
      generation.abandon();
      generation = start();
      return 1;
    }
  }

  private long waiting() {
    return plan.handlers().stream().mapToLong(handler -> depth(handler.source())).sum();
  }

  private long depth(Address queue) {
    return broker.admin().depth(queue).orElseThrow().total();
  }

  /** Nothing is to be done now: the next thing to happen is a matter of time. */
  private void advance() {
    Instant now = clock.instant();
    Instant poll = generation.nextPollAfter(now);
    Instant event = broker.nextEvent().orElse(Instant.MAX);
    Instant next = poll.isBefore(event) ? poll : event;
    if (next.equals(Instant.MAX)) {
      throw new IllegalStateException(
          waiting() + " messages wait for nothing; seed " + settings.seed());
    }
    clock.advanceTo(next.isAfter(now) ? next : now.plusMillis(1));
  }
}
