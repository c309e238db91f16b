package dev.ferry.benchmarks.lambda;

import dev.ferry.dynamodb.RecordTableAdmin;
import dev.ferry.functions.FunctionVariables;
import dev.ferry.host.aws.FunctionPool;
import dev.ferry.host.aws.FunctionSpec;
import dev.ferry.host.aws.InvocationResult;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.peers.aws.dynamodb.DynamoServer;
import dev.ferry.samples.aws.DynamoLedger;
import dev.ferry.samples.aws.LedgerTable;
import dev.ferry.samples.aws.OrdersOnLambda;
import dev.ferry.samples.orders.OrdersApp;
import dev.ferry.topology.Host;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Plans;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Cold starts and warm invocations of whole processes, in turn: {@code functions/benchmarks/lambda
 * [ROUNDS]}. A cold start is from the process's start to the answer to its first event.
 */
public final class LambdaBenchmark implements AutoCloseable {
  private static final String RECORDS = "records";
  private static final String LEDGER = "ledger";
  private static final String HANDLER = "audit-orders";
  private static final int WARM = 300;
  private static final int BATCHES = 60;
  private static final int BATCH = 10;

  /** The functions that are compared. */
  private enum Variant {
    FERRY(OrdersOnLambda.class),
    HAND_MADE_STREAM(HandMadeStream.class),
    HAND_MADE_EVENTS(HandMadeEvents.class);

    private final Class<?> entry;

    Variant(Class<?> entry) {
      this.entry = entry;
    }
  }

  /** What was measured of one function, in microseconds. */
  private record Samples(List<Double> cold, List<Double> one, List<Double> batch) {
    private Samples() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  private final DynamoServer tables = DynamoServer.start();
  private final Map<Variant, Samples> samples = new EnumMap<>(Variant.class);

  private LambdaBenchmark() {
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
   * @param arguments how many rounds, 15 by default
   */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length == 0 ? 15 : Integer.parseInt(arguments[0]);
    try (LambdaBenchmark benchmark = new LambdaBenchmark()) {
      for (int round = 0; round < rounds; round++) {
        for (Variant variant : Variant.values()) {
          benchmark.measure(variant);
        }
        System.err.printf("round %d of %d%n", round + 1, rounds);
      }
      benchmark.print(System.out);
    }
    System.exit(0);
  }

  private void measure(Variant variant) throws Exception {
    Samples of = Objects.requireNonNull(samples.get(variant));
    List<String> log = new ArrayList<>();
    try (FunctionPool function = new FunctionPool(spec(variant), 1, log::add)) {
      of.cold().add(micros(function, event(1), log));
      for (int i = 0; i < WARM; i++) {
        double micros = micros(function, event(1), log);
        if (i >= WARM / 2) {
          of.one().add(micros);
        }
      }
      for (int i = 0; i < BATCHES; i++) {
        double micros = micros(function, event(BATCH), log);
        if (i >= BATCHES / 2) {
          of.batch().add(micros);
        }
      }
    }
  }

  private static double micros(FunctionPool function, Body event, List<String> log)
      throws InterruptedException {
    long began = System.nanoTime();
    InvocationResult result = function.invoke(event);
    double micros = (System.nanoTime() - began) / 1000.0;
    if (!(result instanceof InvocationResult.Answered answered)
        || !answered.payload().utf8().equals("{\"batchItemFailures\":[]}")) {
      throw new IllegalStateException("no success: " + result + "\n" + String.join("\n", log));
    }
    return micros;
  }

  private FunctionSpec spec(Variant variant) throws IOException {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    return FunctionSpec.of(
            "benchmark",
            variant.entry.getName() + "::handleRequest",
            classPath,
            Duration.ofMinutes(1))
        .withEnvironment(environment());
  }

  private Map<String, String> environment() throws IOException {
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
    variables.put("AWS_ENDPOINT_URL_DYNAMODB", tables.endpoint().toString());
    variables.put("AWS_ACCESS_KEY_ID", "test");
    variables.put("AWS_SECRET_ACCESS_KEY", "test");
    return variables;
  }

  private static Body event(int messages) {
    return Body.of(
        Stream.generate(LambdaBenchmark::message)
            .limit(messages)
            .collect(Collectors.joining(",", "{\"Records\":[", "]}")));
  }

  private static String message() {
    String id = UUID.randomUUID().toString();
    String order =
        """
        {"orderId":"%s","customerId":"ALFKI","customer":"Alfreds Futterkiste","currency":"USD",\
        "amountCents":81450,"items":[{"sku":"11","name":"Queso Cabrales","quantity":12,"unitPrice":"14.00",\
        "discount":"0.0"}]}"""
            .formatted(id);
    return """
        {"messageId":"%s","receiptHandle":"r","body":"%s","attributes":{\
        "ApproximateReceiveCount":"1","SentTimestamp":"%d","SenderId":"x",\
        "ApproximateFirstReceiveTimestamp":"%d"},"messageAttributes":{},"md5OfBody":"x",\
        "eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:000000000000:%s",\
        "awsRegion":"us-east-1"}"""
        .formatted(
            id,
            order.replace("\"", "\\\""),
            System.currentTimeMillis(),
            System.currentTimeMillis(),
            "audit-orders");
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

  private void print(PrintStream out) {
    Samples ferry = Objects.requireNonNull(samples.get(Variant.FERRY));
    out.printf("%-18s %12s %12s %14s%n", "medians", "cold ms", "warm us", "batch of 10 us");
    samples.forEach(
        (variant, of) ->
            out.printf(
                "%-18s %12.1f %12.0f %14.0f%n",
                variant, median(of.cold()) / 1000, median(of.one()), median(of.batch())));
    samples.forEach(
        (variant, of) ->
            out.printf(
                "ferry / %-10s %12.2f %12.2f %14.2f%n",
                variant,
                median(ferry.cold()) / median(of.cold()),
                median(ferry.one()) / median(of.one()),
                median(ferry.batch()) / median(of.batch())));
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }

  @Override
  public void close() {
    tables.close();
  }
}
