package dev.ferry.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ferry.cli.cloud.Cloud;
import dev.ferry.cli.cloud.CloudOptions;
import dev.ferry.cli.cloud.ContractApp;
import dev.ferry.cli.cloud.ContractFunction;
import dev.ferry.cli.cloud.ContractPackage;
import dev.ferry.cli.cloud.Deployment;
import dev.ferry.cli.cloud.FunctionLog;
import dev.ferry.cli.cloud.Functions;
import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.cloud.aws.AwsCloud;
import dev.ferry.cli.cloud.aws.LocalStackCloud;
import dev.ferry.cli.cloud.azure.AzureCloud;
import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.cli.packaging.Layout;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Plans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * When a failed message comes again, and what becomes of one that kills its process each time,
 * where functions are processes: on our host, or on the LocalStack that {@value #LOCALSTACK} names.
 */
class HostedContractTest {
  private static final String LOCALSTACK = "ferry.localstack.endpoint";
  private static final int DELIVERIES = 3;
  private static final String BATCHES = "{size: 10, window: 1s}";
  private static final String ALONE = "{size: 1}";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static final String TOPOLOGY =
      """
      version: 1
      name: contract
      queues:
        work: {}
      handlers:
        work:
          source: work
          budget: 1s
          timeout: 11s
          batch: %s
          retry: {attempts: 5, initialDelay: 2s, multiplier: 2, maxDelay: 8s, jitter: none}
          idempotency: {lease: 5s}
      """;

  /**
   * A cloud, and what it needs.
   *
   * @param endpoint null for what is started
   * @param visibility how long a message of a dead process is hidden
   * @param batch the most that its functions get at once
   * @param entry the class of its function
   * @param counted how many deliveries a native dead letter tells of; none where the broker
   *     forwards it to the handler's own dead-letter queue, which begins a new count
   */
  private record On(
      Cloud cloud,
      @Nullable URI endpoint,
      Duration visibility,
      String batch,
      Class<?> entry,
      int counted) {
    @Override
    public String toString() {
      return cloud.name();
    }
  }

  static Stream<On> clouds() {
    String endpoint = System.getProperty(LOCALSTACK);
    return endpoint == null
        ? Stream.of(onLambda(new AwsCloud(), null, Duration.ofSeconds(3)), onAzure())
        : Stream.of(onLambda(new LocalStackCloud(), URI.create(endpoint), Duration.ofSeconds(12)));
  }

  private static On onAzure() {
    return new On(new AzureCloud(), null, Duration.ofSeconds(30), ALONE, ContractApp.class, 0);
  }

  private static On onLambda(Cloud cloud, @Nullable URI endpoint, Duration visibility) {
    return new On(cloud, endpoint, visibility, BATCHES, ContractFunction.class, DELIVERIES);
  }

  private static final ConcurrentMap<String, Path> MADE = new ConcurrentHashMap<>();

  @TempDir private static Path packages;

  @TempDir private Path folder;

  @ParameterizedTest
  @MethodSource("clouds")
  void failingMessage_comesAgainAfterItsDelays_andDelaysNoSibling(On on) throws Exception {
    onQueues(
        on,
        (place, run) -> {
          run.publish("fails 2");
          for (int i = 0; i < 9; i++) {
            run.publish("works " + i);
          }
          run.functions.start();
          await(() -> run.times(Kind.HANDLED, "fails 2").size() == 1);

          List<Long> begun = run.times(Kind.STARTED, "fails 2");
          List<Long> failed = run.times(Kind.RETRIED, "fails 2");
          assertThat(begun).hasSize(3);
          assertThat(Duration.ofNanos(begun.get(1) - failed.get(0)))
              .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
          assertThat(Duration.ofNanos(begun.get(2) - failed.get(1)))
              .isGreaterThanOrEqualTo(Duration.ofSeconds(4));
          for (int i = 0; i < 9; i++) {
            assertThat(run.times(Kind.STARTED, "works " + i)).hasSize(1);
            assertThat(run.times(Kind.HANDLED, "works " + i))
                .singleElement()
                .satisfies(at -> assertThat(at).isLessThan(begun.get(1)));
          }
          assertThat(new Retries(run.deployment.plan()).early(run.control.moments())).isZero();
        });
  }

  @ParameterizedTest
  @MethodSource("clouds")
  void messageThatKillsItsProcessEachTime_isDeadLetteredByTheBroker_andIsNativeOnceRead(On on)
      throws Exception {
    onQueues(
        on,
        (place, run) -> {
          run.publish(ContractFunction.DEADLY);
          run.functions.start();
          await(() -> place.admin().depth(run.letters).orElseThrow().total() == 1);

          DeadLetter read = run.letter(place);
          assertThat(read.is(Reason.NATIVE)).isTrue();
          assertThat(read.round()).isEqualTo(1);
          assertThat(read.envelope().summary().attempts()).isGreaterThanOrEqualTo(on.counted());
          assertThat(read.envelope().chain()).isEmpty();
          assertThat(Story.of("work", read).complete()).isEqualTo(on.counted() > 0);
          assertThat(run.control.moments()).isEmpty();

          assertThat(run.tell(place).told()).isEqualTo(1);
          DeadLetter told = run.letter(place);
          assertThat(told.id()).isEqualTo(read.id());
          assertThat(told.round()).isEqualTo(1);
          assertThat(Envelope.read(Objects.requireNonNull(told.message())))
              .hasValueSatisfying(
                  story -> assertThat(story.summary().reason()).isEqualTo("NATIVE"));

          run.publish("works after");
          await(() -> run.times(Kind.HANDLED, "works after").size() == 1);
        });
  }

  @Test
  void processThatDies_betweenTheCopyOfARetryAndItsReturn_runsNothingTwice() throws Exception {
    assumeThat(System.getProperty(LOCALSTACK)).as("Azure is not on LocalStack").isNull();
    onQueues(
        onAzure(),
        (place, run) -> {
          run.publish(ContractApp.DIES_ONCE);
          run.functions.start();
          Address work = run.deployment.plan().handler("work").source();
          await(
              () ->
                  !run.times(Kind.HANDLED, ContractApp.DIES_ONCE).isEmpty()
                      && place.admin().depth(work).orElseThrow().total() == 0);

          assertThat(folder.resolve(ContractApp.DIED)).exists();
          assertThat(run.times(Kind.HANDLED, ContractApp.DIES_ONCE)).hasSize(1);
          assertThat(run.times(Kind.SUPPRESSED, ContractApp.DIES_ONCE)).isNotEmpty();
          assertThat(place.admin().depth(run.letters).orElseThrow().total()).isZero();
        });
  }

  /** One for each layout: making it takes longer than what is shown with it. */
  private static Path packageFor(On on) {
    Layout layout = on.cloud().layout();
    return MADE.computeIfAbsent(
        layout.name(),
        name -> {
          try {
            return ContractPackage.write(Files.createDirectories(packages.resolve(name)), layout);
          } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
          }
        });
  }

  private void onQueues(On on, Use use) throws IOException, InterruptedException {
    try (FunctionLog log = FunctionLog.to(folder.resolve("functions.log"))) {
      on.cloud()
          .during(
              new CloudOptions(on.endpoint(), 1, log),
              place -> {
                try (Run run =
                    new Run(on, place, packageFor(on), folder.resolve(ContractApp.DIED))) {
                  use.of(place, run);
                }
                return place;
              });
    }
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(condition.getAsBoolean()).as("within %s", PATIENCE).isTrue();
  }

  /** What is done with one handler's queues. */
  private interface Use {
    void of(Place place, Run run) throws InterruptedException;
  }

  /** One handler, its queues, and what its function told. */
  private static final class Run implements AutoCloseable {
    private final Place place;
    private final ControlServer control =
        new ControlServer(new Tally(), FaultPlan.seeded(1).start());
    private final String records;
    private final Address letters;
    private final Deployment deployment;
    private final Functions functions;

    /** With a queue that gives a message up sooner than a topology may ask for. */
    private Run(On on, Place place, Path zip, Path died) throws IOException {
      this.place = place;
      Topology topology =
          Topology.parse("topology.yaml", TOPOLOGY.formatted(on.batch()))
              .withNamePrefix(
                  "test-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()) + "-")
              .on(on.cloud().host());
      Map<String, Address> channels = new HashMap<>();
      for (String dead : List.of("work-dead", "work-parked")) {
        channels.put(
            dead, place.admin().createQueue(QueueSpec.standard(topology.resourceName(dead))));
      }
      channels.put(
          "work",
          place
              .admin()
              .createQueue(
                  QueueSpec.standard(topology.resourceName("work"))
                      .withAckDeadline(on.visibility())
                      .withDeadLetter(DELIVERIES, topology.resourceName("work-dead"))));
      this.letters = Objects.requireNonNull(channels.get("work-dead"));
      this.records = topology.resourceName("records");
      Map<String, String> variables =
          new HashMap<>(Trouble.variables(control.root(), 1, 0, 0, "", false));
      variables.put(ContractApp.DIED, died.toString());
      variables.put("FERRY_STORE", place.createRecords(records));
      this.deployment =
          new Deployment(
              topology, Plans.of(topology, channels), zip, on.entry().getName(), variables);
      this.functions = place.deploy(deployment);
    }

    private void publish(String text) {
      Address work = deployment.plan().handler("work").source();
      try (Publisher publisher = place.tools().publisher(work.toString())) {
        publisher.publish(Message.builder(Body.of(text)).id(text).build());
      }
    }

    /** When this happened to the message, by the demo's clock. */
    private List<Long> times(Kind kind, String message) {
      return control.moments().stream()
          .filter(moment -> happened(moment.event(), kind, message))
          .map(Moment::atNanos)
          .toList();
    }

    private static boolean happened(ProcessingEvent event, Kind kind, String message) {
      return event.kind() == kind && event.messageId().equals(message);
    }

    private DeadLetter letter(Place place) {
      List<DeadLetter> all = new Letters(place.tools(), Duration.ofSeconds(1)).in(letters);
      assertThat(all).hasSize(1);
      return all.get(0);
    }

    private RedriveResult tell(Place place) {
      Address work = deployment.plan().handler("work").source();
      try (Subscription from = place.tools().subscription(letters.toString());
          Publisher back = place.tools().publisher(work.toString());
          Publisher dead = place.tools().publisher(letters.toString())) {
        DeadLetterFilter none = letter -> false;
        return DeadLetters.builder()
            .from(from)
            .redriveTo("work", back)
            .tellTo(dead)
            .build()
            .redrive(RedriveRequest.of(none));
      }
    }

    @Override
    public void close() {
      functions.close();
      control.close();
      deployment.plan().channels().values().forEach(place.admin()::delete);
      place.deleteRecords(records);
    }
  }
}
