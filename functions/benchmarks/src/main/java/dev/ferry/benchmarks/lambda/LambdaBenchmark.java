package dev.ferry.benchmarks.lambda;

import dev.ferry.benchmarks.Bounds;
import dev.ferry.benchmarks.brokers.SlowLine;
import dev.ferry.dynamodb.RecordTableAdmin;
import dev.ferry.functions.FunctionVariables;
import dev.ferry.messaging.Address;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import dev.ferry.samples.aws.DynamoLedger;
import dev.ferry.samples.aws.LedgerTable;
import dev.ferry.samples.orders.OrdersApp;
import dev.ferry.topology.Host;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Plans;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Cold starts and warm invocations of whole processes, side by side: {@code
 * functions/benchmarks/lambda [ROUNDS]}. A cold start is from the process's start to the answer to
 * its first event. Batches of 100 go over a line on which the store is 5 ms away.
 */
public final class LambdaBenchmark implements AutoCloseable {
  private static final String RECORDS = "records";
  private static final String LEDGER = "ledger";
  private static final String HANDLER = "audit-orders";
  private static final int COLD_STARTS = 5;
  private static final int WARM_UP = 2000;
  private static final int WARM = 500;
  private static final int BATCHES = 60;
  private static final int BATCH = 10;
  private static final int FAR_WARM_UP = 2;
  private static final int FAR_BATCHES = 3;
  private static final int FAR_BATCH = 100;
  private static final Duration FAR = Duration.ofMillis(5);

  /** What was measured of one function, in microseconds. */
  private record Samples(
      List<Double> cold,
      List<Double> one,
      List<Double> cpu,
      List<Double> batch,
      List<Double> farBatch) {
    private Samples() {
      this(
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  private final DynamoServer tables = DynamoServer.start();
  private final SlowLine farAway = SlowLine.to(tables.endpoint(), FAR);
  private final Map<Variant, Samples> samples = new EnumMap<>(Variant.class);

  private LambdaBenchmark() throws IOException {
    for (Variant variant : Variant.values()) {
      samples.put(variant, new Samples());
    }
    try (DynamoDbClient client = client(tables.endpoint())) {
      new RecordTableAdmin(client).createTable(RECORDS);
      LedgerTable.create(client, LEDGER);
    }
  }

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, 9 by default
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 9 : Integer.parseInt(arguments[0]);
    boolean allHold;
    try (LambdaBenchmark benchmark = new LambdaBenchmark()) {
      for (int round = 0; round < rounds; round++) {
        benchmark.measure(round);
        System.err.printf("round %d of %d%n", round + 1, rounds);
      }
      allHold = benchmark.print(System.out);
    }
    System.exit(allHold ? 0 : 1);
  }

  private void measure(int round) throws Exception {
    for (int start = 1; start < COLD_STARTS; start++) {
      try (Running running = new Running(environment(tables.endpoint()))) {
        start(running, round + start);
      }
    }
    try (Running running = new Running(environment(tables.endpoint()))) {
      start(running, round);
      running.inTurn(WARM_UP, 1, (variant, micros) -> {});
      Map<Variant, Double> before = cpu(running);
      running.inTurn(WARM, 1, (variant, micros) -> of(variant).one().add(micros));
      cpu(running)
          .forEach(
              (variant, micros) ->
                  of(variant)
                      .cpu()
                      .add((micros - Objects.requireNonNull(before.get(variant))) / WARM));
      running.inTurn(BATCHES, BATCH, (variant, micros) -> of(variant).batch().add(micros));
    }
    try (Running far = new Running(environment(farAway.endpoint()))) {
      far.inTurn(FAR_WARM_UP, FAR_BATCH, (variant, micros) -> {});
      far.inTurn(FAR_BATCHES, FAR_BATCH, (variant, micros) -> of(variant).farBatch().add(micros));
    }
  }

  /** Starts all, in an order that is another each time. */
  private void start(Running running, int turns) throws InterruptedException {
    List<Variant> turn = new ArrayList<>(List.of(Variant.values()));
    Collections.rotate(turn, turns);
    for (Variant variant : turn) {
      of(variant).cold().add(running.start(variant));
    }
  }

  private static Map<Variant, Double> cpu(Running running) {
    return Stream.of(Variant.values())
        .collect(Collectors.toMap(Function.identity(), running::cpuMicros));
  }

  private static Map<String, String> environment(URI store) throws IOException {
    Topology topology;
    try (InputStream in =
        Objects.requireNonNull(OrdersApp.class.getResourceAsStream("topology.yaml"))) {
      topology = Topology.parse("topology.yaml", in).on(Host.AWS);
    }
    Map<String, Address> channels =
        Stream.concat(topology.queues().keySet().stream(), topology.topics().keySet().stream())
            .collect(Collectors.toMap(name -> name, name -> Address.parse("sqs:" + name)));
    Map<String, String> variables =
        new HashMap<>(FunctionVariables.of(Plans.of(topology, channels), HANDLER));
    variables.put("FERRY_STORE", "dynamodb:" + RECORDS);
    variables.put("FERRY_LOG_LEVEL", "warn");
    variables.put(DynamoLedger.TABLE_VARIABLE, LEDGER);
    variables.put(HandMade.RECORDS, RECORDS);
    variables.put(HandMade.LEDGER, LEDGER);
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", store.toString());
    variables.put("AWS_ACCESS_KEY_ID", "test");
    variables.put("AWS_SECRET_ACCESS_KEY", "test");
    return variables;
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** Prints; whether all bounds hold. */
  private boolean print(PrintStream out) {
    out.printf(
        "%-18s %12s %12s %12s %14s %18s%n",
        "medians", "cold ms", "warm us", "its CPU us", "batch of 10 us", "100, 5 ms away us");
    samples.forEach(
        (variant, of) ->
            out.printf(
                "%-18s %12.1f %12.0f %12.0f %14.0f %18.0f%n",
                variant,
                Bounds.median(of.cold()) / 1000,
                Bounds.median(of.one()),
                Bounds.median(of.cpu()),
                Bounds.median(of.batch()),
                Bounds.median(of.farBatch())));
    Samples ferry = of(Variant.FERRY);
    Samples stream = of(Variant.HAND_MADE_STREAM);
    Samples events = of(Variant.HAND_MADE_EVENTS);
    Bounds bounds = new Bounds(out);
    bounds.atMost("cold start / stream by hand", ratio(ferry.cold(), stream.cold()), 1.15);
    bounds.atMost("cold start / events by hand", ratio(ferry.cold(), events.cold()), 0.85);
    bounds.atMost(
        "warm, us more a message than the stream by hand",
        Bounds.median(ferry.one()) - Bounds.median(stream.one()),
        20);
    bounds.atMost("batch of 10 / one after another", ratio(ferry.batch(), stream.batch()), 0.5);
    bounds.atLeast(
        "batch of 100, store 5 ms away, times faster than one after another",
        ratio(stream.farBatch(), ferry.farBatch()),
        5);
    return bounds.allHold();
  }

  private Samples of(Variant variant) {
    return Objects.requireNonNull(samples.get(variant));
  }

  private static double ratio(List<Double> one, List<Double> other) {
    return Bounds.median(one) / Bounds.median(other);
  }

  @Override
  public void close() {
    farAway.close();
    tables.close();
  }
}
