package dev.ferry.cli.demo;

import dev.ferry.cli.demo.DemoSettings.Without;
import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.embedded.simulation.Crashes;
import dev.ferry.embedded.simulation.SimulatedWorkers;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.Application;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.samples.orders.InMemoryLedger;
import dev.ferry.samples.orders.OrdersApp;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.Seed;
import dev.ferry.simulation.SeededRandom;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of the demo: publishes the inputs, drives the workers through simulated time and crashes,
 * redrives what an outage left, and asks the auditor.
 */
final class Demo {
  private static final int BACKLOG = 200;
  private static final int PUBLISHED_AT_ONCE = 10;

  private final DemoSettings settings;
  private final Inputs inputs;
  private final Progress progress;
  private final Seed seed;
  private final VirtualClock clock = VirtualClock.create();
  private final EmbeddedBroker broker;
  private final Map<String, Address> channels;
  private final ApplicationPlan plan;
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Tally tally = new Tally();
  private final Outage outage;
  private final Messaging tools;
  private final SimulatedWorkers workers;

  Demo(DemoSettings settings, Inputs inputs, Progress progress) {
    this.settings = settings;
    this.inputs = inputs;
    this.progress = progress;
    this.seed = Seed.of(settings.seed());
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
    this.tools =
        Messaging.builder()
            .provider(EmbeddedProvider.of(broker))
            .timeline(broker.timeline())
            .build();
    this.outage = new Outage(settings.outage() == null ? "" : settings.outage());
    this.workers =
        SimulatedWorkers.builder(broker, clock)
            .store(store())
            .listener(tally)
            .crashes(Crashes.of(crashPlan(settings, inputs.size()).start()))
            .seed(seed)
            .start(application(), plan);
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
    return wiring -> {
      new OrdersApp(ledger).configure(wiring);
      wiring.around(new FailingForNow(seed.child("failures"), settings.failures()));
      wiring.around(outage);
      if (settings.without() == Without.RETRY) {
        wiring.around(new LogAndAck());
      }
    };
  }

  private @Nullable IdempotencyStore store() {
    return settings.without() == Without.IDEMPOTENCY
        ? null
        : new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), clock);
  }

  Account run() {
    Instant began = clock.instant();
    long beganNanos = System.nanoTime();
    drive(inputs.iterator());
    long redriven = settings.outage() == null ? 0 : redrive(settings.outage());
    Duration simulated = Duration.between(began, clock.instant());
    Account.Audit audit = new Auditor(inputs, ledger, tools, plan).audit();
    workers.close();
    tools.close();
    progress.done();
    return new Account(
        audit,
        tally.count(Kind.HANDLED),
        tally.count(Kind.RETRIED),
        broker.faults().struck(Fault.DUPLICATE),
        tally.count(Kind.SUPPRESSED),
        redriven,
        workers.crashes(),
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
      while (coming.hasNext() || workers.waiting() > 0) {
        while (coming.hasNext() && depth(orders) < BACKLOG) {
          published += publish(publisher, coming);
        }
        if (workers.step() == 0) {
          workers.advance();
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

  private long depth(Address queue) {
    return broker.admin().depth(queue).orElseThrow().total();
  }
}
