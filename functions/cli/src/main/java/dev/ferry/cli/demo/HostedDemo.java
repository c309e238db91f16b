package dev.ferry.cli.demo;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.Deployment;
import dev.ferry.cli.cloud.FunctionLog;
import dev.ferry.cli.cloud.Functions;
import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.cloud.Unpacked;
import dev.ferry.cli.demo.DemoSettings.Without;
import dev.ferry.cli.demo.cloud.DemoLedger;
import dev.ferry.cli.demo.cloud.DemoSample;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.samples.orders.OrdersApp;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Channels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One run of the demo on a cloud, or what answers as one does: the packaged functions as processes,
 * in real time, killed where a crash is due. The same on every cloud.
 */
final class HostedDemo implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final int QUIET_LOOKS = 5;
  private static final long NOT_TIMED = -1;
  private static final Duration QUEUE_IS_READ = Duration.ofSeconds(1);

  private final DemoSettings settings;
  private final Inputs inputs;
  private final Progress progress;
  private final Tally tally = new Tally();
  private final ControlServer control;
  private final Place place;
  private final Duration longestSilence;
  private final ApplicationPlan plan;
  private final String records;
  private final DemoLedger ledger;
  private final Functions functions;

  /**
   * Makes channels, store, ledger and functions.
   *
   * @param place where, of {@code cloud}
   * @param sample what runs there
   */
  HostedDemo(
      DemoSettings settings,
      Inputs inputs,
      Progress progress,
      Cloud cloud,
      Place place,
      DemoSample sample)
      throws IOException {
    this.settings = settings;
    this.inputs = inputs;
    this.progress = progress;
    this.place = place;
    String prefix =
        "demo-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "-";
    Topology topology =
        DemoTopology.forEnvironment(settings.fifo() ? "local-fifo" : "local")
            .withNamePrefix(prefix)
            .on(cloud.host());
    this.longestSilence = Stall.most(topology);
    this.records = topology.resourceName("records");
    String store = place.createRecords(records);
    this.ledger = sample.ledger(place, topology.resourceName("ledger"), store);
    this.plan = DemoTopology.plan(topology, Channels.create(topology, place.admin()), settings);
    this.control = new ControlServer(tally, CrashPlan.of(settings, inputs.size()).start());
    try (Unpacked folder = Unpacked.create()) {
      Path zip = folder.folder().resolve("demo.zip");
      TroubledPackage.write(zip, cloud, sample);
      this.functions =
          place.deploy(
              new Deployment(topology, plan, zip, sample.entry().getName(), variables(store)));
    }
  }

  private Map<String, String> variables(String store) {
    Map<String, String> variables = new HashMap<>(ledger.variables());
    if (settings.without() != Without.IDEMPOTENCY) {
      variables.put("FERRY_STORE", store);
    }
    variables.put("FERRY_LOG_LEVEL", "warn");
    variables.putAll(settings.trouble(control.root()));
    return variables;
  }

  /**
   * Runs it to its end.
   *
   * @param log what its functions print
   * @throws MessagingException DEADLINE_EXCEEDED when messages are left and nothing becomes of them
   */
  Account run(FunctionLog log) throws InterruptedException {
    long began = System.nanoTime();
    functions.start();
    publish();
    awaitQuiet(log);
    long redriven = 0;
    if (settings.outage() != null) {
      redriven = redrive(settings.outage());
      awaitQuiet(log);
    }
    functions.close();
    Auditor auditor =
        new Auditor(inputs, ledger.entries(), plan, new Letters(place.tools(), QUEUE_IS_READ)::in);
    Account.Audit audit = auditor.audit();
    long elapsed = Duration.ofNanos(System.nanoTime() - began).toMillis();
    return new Account(
        audit,
        tally.count(Kind.HANDLED),
        tally.count(Kind.RETRIED),
        control.deliveredAgain(),
        tally.count(Kind.SUPPRESSED),
        redriven,
        control.crashes(),
        tally.deadLetterReasons(),
        auditor.stories(),
        earlyRetries(),
        inputs.refusedLines(),
        settings.seed(),
        elapsed,
        elapsed);
  }

  /** A duplicate that the demo makes comes when it likes. */
  private long earlyRetries() {
    return settings.duplicates() > 0 ? NOT_TIMED : new Retries(plan).early(control.moments());
  }

  private void publish() {
    Address orders = Objects.requireNonNull(plan.channels().get(OrdersApp.ORDERS));
    try (Publisher publisher = place.tools().publisher(orders.toString())) {
      long published = 0;
      Iterator<Input> coming = inputs.iterator();
      while (coming.hasNext()) {
        published += Publishing.some(publisher, coming);
        progress.at(published, inputs.size(), tally.count(Kind.HANDLED));
      }
    }
  }

  /** Until every queue has been empty for a while, and nothing runs. */
  private void awaitQuiet(FunctionLog log) throws InterruptedException {
    Stall stall = new Stall(longestSilence, log, System.nanoTime());
    for (int quiet = 0; quiet < QUIET_LOOKS; quiet = isQuiet() ? quiet + 1 : 0) {
      Thread.sleep(LOOK.toMillis());
      progress.at(inputs.size(), inputs.size(), tally.count(Kind.HANDLED));
      stall.look(control.heard(), System.nanoTime());
    }
  }

  private boolean isQuiet() {
    return plan.handlers().stream()
            .allMatch(handler -> place.admin().depth(handler.source()).orElseThrow().total() == 0)
        && functions.counts().values().stream().allMatch(counts -> counts.running() == 0);
  }

  /** What the handler depends on is back: its dead letters go round again. */
  private long redrive(String handler) {
    control.endOutage();
    HandlerPlan failed = plan.handler(handler);
    String letters = Objects.requireNonNull(failed.deadLetters()).toString();
    long redriven;
    try (Subscription from = place.tools().subscription(letters);
        Publisher to = place.tools().publisher(failed.source().toString())) {
      redriven =
          DeadLetters.builder()
              .from(from)
              .redriveTo(handler, to)
              .policy(failed.settings().redrive())
              .timeline(place.tools().timeline())
              .emptyAfter(QUEUE_IS_READ)
              .build()
              .redrive(
                  RedriveRequest.builder()
                      .filter(DeadLetterFilter.reason(Reason.ATTEMPTS_EXHAUSTED))
                      .messagesPerSecond(500)
                      .build())
              .redriven();
    }
    return redriven;
  }

  /** Ends the functions, and takes away what was made for them. */
  @Override
  public void close() {
    progress.done();
    functions.close();
    control.close();
    plan.channels().values().forEach(place.admin()::delete);
    place.deleteRecords(records);
    ledger.close();
  }
}
