package dev.ferry.cli.demo;

import dev.ferry.cli.demo.DemoSettings.Without;
import dev.ferry.cli.demo.trouble.FailingForNow;
import dev.ferry.cli.demo.trouble.LogAndAck;
import dev.ferry.cli.demo.trouble.Outage;
import dev.ferry.embedded.EmbeddedBroker;
import dev.ferry.embedded.EmbeddedProvider;
import dev.ferry.embedded.simulation.Crashes;
import dev.ferry.embedded.simulation.SimulatedWorkers;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.Application;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.samples.orders.InMemoryLedger;
import dev.ferry.samples.orders.OrdersApp;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.Seed;
import dev.ferry.simulation.VirtualClock;
import dev.ferry.topology.Host;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Channels;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One run of the demo: publishes the inputs, drives the workers through simulated time and crashes,
 * redrives what an outage left, and asks the auditor.
 */
final class Demo {
  private static final int BACKLOG = 200;

  /** Simulated time is what the workers themselves go by. */
  private static final long NOT_TIMED = -1;

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
  private final AtomicBoolean outageOver = new AtomicBoolean();
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
    Topology read = DemoTopology.read();
    Topology topology =
        (settings.fifo() ? read.forEnvironment("fifo") : read).on(Host.WORKER_EMBEDDED);
    this.channels = Channels.create(topology, broker.admin());
    this.plan = DemoTopology.plan(topology, channels, settings);
    this.tools =
        Messaging.builder()
            .provider(EmbeddedProvider.of(broker))
            .timeline(broker.timeline())
            .build();
    this.workers =
        SimulatedWorkers.builder(broker, clock)
            .store(store())
            .listener(tally)
            .crashes(Crashes.of(CrashPlan.of(settings, inputs.size()).start()))
            .seed(seed)
            .start(application(), plan);
  }

  private Application application() {
    return wiring -> {
      new OrdersApp(ledger).configure(wiring);
      wiring.around(new FailingForNow(seed.child("failures"), settings.failures()));
      String failing = settings.outage() == null ? "" : settings.outage();
      wiring.around(new Outage(failing, outageOver::get));
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
    Letters letters = new Letters(tools, Duration.ZERO);
    Auditor auditor = new Auditor(inputs, ledger.entries(), plan, letters::in);
    Account.Audit audit = auditor.audit();
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
        auditor.stories(),
        NOT_TIMED,
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
          published += Publishing.some(publisher, coming);
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
    outageOver.set(true);
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

  private long depth(Address queue) {
    return broker.admin().depth(queue).orElseThrow().total();
  }
}
