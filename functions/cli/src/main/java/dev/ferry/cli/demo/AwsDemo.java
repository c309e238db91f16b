package dev.ferry.cli.demo;

import dev.ferry.aws.SnsProvider;
import dev.ferry.aws.SqsProvider;
import dev.ferry.cli.demo.DemoSettings.Without;
import dev.ferry.cli.local.AwsPlace;
import dev.ferry.dynamodb.RecordTableAdmin;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.samples.aws.DynamoLedger;
import dev.ferry.samples.aws.LedgerTable;
import dev.ferry.samples.orders.OrdersApp;
import dev.ferry.topology.Host;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Channels;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * One run of the demo on something that answers as AWS does: the packaged functions as processes,
 * in real time, killed where a crash is due.
 */
final class AwsDemo implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(300);
  private static final int QUIET_LOOKS = 5;
  private static final Duration QUEUE_IS_READ = Duration.ofSeconds(1);

  private final DemoSettings settings;
  private final Inputs inputs;
  private final Progress progress;
  private final Tally tally = new Tally();
  private final ControlServer control;
  private final SqsClient queues;
  private final SnsClient topics;
  private final DynamoDbClient tables;
  private final ChannelAdmin admin;
  private final Messaging tools;
  private final ApplicationPlan plan;
  private final String records;
  private final String entries;
  private final DynamoLedger ledger;
  private final DemoFunctions functions;

  /**
   * Makes queues, topics, tables and functions.
   *
   * @param place where
   * @param hosting makes functions there
   */
  AwsDemo(
      DemoSettings settings,
      Inputs inputs,
      Progress progress,
      AwsPlace place,
      DemoFunctions.Hosting hosting) {
    this.settings = settings;
    this.inputs = inputs;
    this.progress = progress;
    this.queues = place.queues();
    this.topics = place.topics();
    this.tables = place.tables();
    SqsProvider sqs = SqsProvider.of(queues, topics);
    this.admin = sqs.admin().orElseThrow();
    this.tools = Messaging.builder().provider(sqs).provider(SnsProvider.of(topics)).build();
    String prefix =
        "demo-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "-";
    Topology topology =
        DemoTopology.forEnvironment(settings.fifo() ? "local-fifo" : "local")
            .withNamePrefix(prefix)
            .on(Host.AWS);
    this.records = prefix + "records";
    this.entries = prefix + "ledger";
    new RecordTableAdmin(tables).createTable(records);
    LedgerTable.create(tables, entries);
    this.ledger = new DynamoLedger(tables, entries);
    this.plan = DemoTopology.plan(topology, Channels.create(topology, admin), settings);
    this.control = new ControlServer(tally, CrashPlan.of(settings, inputs.size()).start());
    this.functions = hosting.deploy(topology, plan, queues, environment(place));
  }

  private Map<String, String> environment(AwsPlace place) {
    Map<String, String> variables = new HashMap<>(place.environment());
    if (settings.without() != Without.IDEMPOTENCY) {
      variables.put("FERRY_STORE", "dynamodb:" + records);
    }
    variables.put("FERRY_LOG_LEVEL", "warn");
    variables.put(DynamoLedger.TABLE_VARIABLE, entries);
    variables.putAll(settings.trouble(control.root()));
    return variables;
  }

  Account run() throws InterruptedException {
    long began = System.nanoTime();
    functions.start();
    publish();
    awaitQuiet();
    long redriven = settings.outage() == null ? 0 : redrive(settings.outage());
    functions.close();
    Account.Audit audit =
        new Auditor(inputs, ledger.entries(), plan, new Letters(tools, QUEUE_IS_READ)::in).audit();
    progress.done();
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
        inputs.refusedLines(),
        settings.seed(),
        elapsed,
        elapsed);
  }

  private void publish() {
    Address orders = Objects.requireNonNull(plan.channels().get(OrdersApp.ORDERS));
    try (Publisher publisher = tools.publisher(orders.toString())) {
      long published = 0;
      Iterator<Input> coming = inputs.iterator();
      while (coming.hasNext()) {
        published += Publishing.some(publisher, coming);
        progress.at(published, inputs.size(), tally.count(Kind.HANDLED));
      }
    }
  }

  /** Until every queue has been empty for a while, and nothing runs. */
  private void awaitQuiet() throws InterruptedException {
    for (int quiet = 0; quiet < QUIET_LOOKS; quiet = isQuiet() ? quiet + 1 : 0) {
      Thread.sleep(LOOK.toMillis());
      progress.at(inputs.size(), inputs.size(), tally.count(Kind.HANDLED));
    }
  }

  private boolean isQuiet() {
    return plan.handlers().stream()
            .allMatch(handler -> admin.depth(handler.source()).orElseThrow().total() == 0)
        && functions.idle();
  }

  /** What the handler depends on is back: its dead letters go round again. */
  private long redrive(String handler) throws InterruptedException {
    control.endOutage();
    HandlerPlan failed = plan.handler(handler);
    String letters = Objects.requireNonNull(failed.deadLetters()).toString();
    long redriven;
    try (Subscription from = tools.subscription(letters);
        Publisher to = tools.publisher(failed.source().toString())) {
      redriven =
          DeadLetters.builder()
              .from(from)
              .redriveTo(handler, to)
              .policy(failed.settings().redrive())
              .timeline(tools.timeline())
              .emptyAfter(QUEUE_IS_READ)
              .build()
              .redrive(
                  RedriveRequest.builder()
                      .filter(DeadLetterFilter.reason(Reason.ATTEMPTS_EXHAUSTED))
                      .messagesPerSecond(500)
                      .build())
              .redriven();
    }
    awaitQuiet();
    return redriven;
  }

  /** Ends the functions, and takes away what was made for them. */
  @Override
  public void close() {
    functions.close();
    control.close();
    tools.close();
    plan.channels().values().forEach(admin::delete);
    tables.deleteTable(request -> request.tableName(records));
    tables.deleteTable(request -> request.tableName(entries));
    queues.close();
    topics.close();
    tables.close();
  }
}
