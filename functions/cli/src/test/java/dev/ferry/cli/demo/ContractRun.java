package dev.ferry.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.cli.cloud.ContractApp;
import dev.ferry.cli.cloud.ContractPackage;
import dev.ferry.cli.cloud.Deployment;
import dev.ferry.cli.cloud.Functions;
import dev.ferry.cli.cloud.Place;
import dev.ferry.cli.demo.trouble.Trouble;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.ChannelAdmin.Depth;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.operations.DeadLetter;
import dev.ferry.operations.DeadLetterFilter;
import dev.ferry.operations.DeadLetters;
import dev.ferry.operations.RedriveRequest;
import dev.ferry.operations.RedriveResult;
import dev.ferry.processing.ProcessingEvent;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Plans;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/** One handler, its queues, and what its function told. */
final class ContractRun implements AutoCloseable {
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
          timeout: 100s
          batch: %s
          retry: %s
          idempotency: {lease: 5s}
      """;

  private final Place place;
  private final ControlServer control = new ControlServer(new Tally(), FaultPlan.seeded(1).start());
  private final String records;
  private final Address letters;
  private final Deployment deployment;
  private final Functions functions;

  /**
   * What is agreed on for a run.
   *
   * @param retry the handler's policy, as a topology says it
   * @param hidden how long its queue hides what was received
   * @param deliveries after how many its queue gives a message up, which may be sooner than a
   *     topology may ask for
   */
  record Terms(String retry, Duration hidden, int deliveries) {}

  /**
   * Makes the queues, and deploys the function.
   *
   * @param died by which a process knows that another has died
   */
  ContractRun(ContractHost on, Place place, Terms terms, Path died) throws IOException {
    this.place = place;
    Topology topology =
        Topology.parse("topology.yaml", TOPOLOGY.formatted(on.batch(), terms.retry()))
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
                    .withAckDeadline(terms.hidden())
                    .withDeadLetter(terms.deliveries(), topology.resourceName("work-dead"))));
    this.letters = Objects.requireNonNull(channels.get("work-dead"));
    this.records = topology.resourceName("records");
    Map<String, String> variables =
        new HashMap<>(Trouble.variables(control.root(), 1, 0, 0, "", false));
    variables.put(ContractApp.DIED, died.toString());
    variables.put("FERRY_STORE", place.createRecords(records));
    this.deployment =
        new Deployment(
            topology,
            Plans.of(topology, channels),
            ContractPackage.of(on.cloud().layout()),
            on.entry().getName(),
            variables);
    this.functions = place.deploy(deployment);
  }

  /** Lets messages come. */
  void start() {
    functions.start();
  }

  /** A message whose text is its id. */
  void publish(String text) {
    try (Publisher publisher = place.tools().publisher(work().toString())) {
      publisher.publish(Message.builder(Body.of(text)).id(text).build());
    }
  }

  private Address work() {
    return deployment.plan().handler("work").source();
  }

  /** What the function told, in the order in which it was heard. */
  List<Moment> moments() {
    return control.moments();
  }

  /** When this happened to the message, by the demo's clock. */
  List<Long> times(Kind kind, String message) {
    return moments().stream()
        .filter(moment -> happened(moment.event(), kind, message))
        .map(Moment::atNanos)
        .toList();
  }

  private static boolean happened(ProcessingEvent event, Kind kind, String message) {
    return event.kind() == kind && event.messageId().equals(message);
  }

  /** How many attempts began too early for the policy. */
  long early() {
    return new Retries(deployment.plan()).early(moments());
  }

  /** What the handler's queue holds. */
  Depth waiting() {
    return place.admin().depth(work()).orElseThrow();
  }

  /** How many dead letters there are. */
  long dead() {
    return place.admin().depth(letters).orElseThrow().total();
  }

  /** The one dead letter. */
  DeadLetter letter() {
    List<DeadLetter> all = new Letters(place.tools(), Duration.ofSeconds(1)).in(letters);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** What a dead-letter function does: writes into native ones what they are. */
  RedriveResult tell() {
    try (Subscription from = place.tools().subscription(letters.toString());
        Publisher back = place.tools().publisher(work().toString());
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
