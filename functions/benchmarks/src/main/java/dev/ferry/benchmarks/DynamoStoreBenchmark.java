package dev.ferry.benchmarks;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the record of ten messages costs: claimed and completed one by one, in batches, and by the
 * two SDK calls that a hand-written handler makes for each, a conditional put and a conditional
 * update. The server is in this JVM, so its work is in the figures, of one request as of many.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class DynamoStoreBenchmark {
  private static final int BATCH = 10;
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofDays(30);

  /** How long each request is on its way, in milliseconds. */
  @Param({"0", "5"})
  public int distanceMillis;

  /** How long a completion waits for others at most, in milliseconds. */
  @Param({"0", "2"})
  public int windowMillis = 2;

  private DynamoState dynamo = new DynamoState(Duration.ZERO, Duration.ZERO);
  private ExecutorService handlers = Executors.newFixedThreadPool(BATCH);
  private long next;

  /** For JMH. */
  public DynamoStoreBenchmark() {}

  /** Makes an empty table. */
  @Setup(Level.Iteration)
  public void setUp() {
    tearDown();
    dynamo = new DynamoState(Duration.ofMillis(distanceMillis), Duration.ofMillis(windowMillis));
    handlers = Executors.newFixedThreadPool(BATCH);
  }

  /** Closes it. */
  @TearDown(Level.Iteration)
  public void tearDown() {
    handlers.shutdownNow();
    dynamo.close();
  }

  private IdempotencyKey key() {
    return IdempotencyKey.of("orders", "payment", "m" + next++);
  }

  /** One after the other, as a host of one message at a time does. */
  @Benchmark
  public void oneByOne() {
    for (int i = 0; i < BATCH; i++) {
      Claim claim = dynamo.store.claim(ClaimRequest.of(key(), 0, LEASE, RETENTION));
      dynamo.store.complete((Claimed) claim, List.of());
    }
  }

  /** Claimed together, completed one after the other on one thread. */
  @Benchmark
  public void claimedTogether() {
    for (Claim claim : claimBatch()) {
      dynamo.store.complete((Claimed) claim, List.of());
    }
  }

  /** Claimed together, and completed by handlers that end at about the same time. */
  @Benchmark
  public void together() throws InterruptedException, ExecutionException {
    List<Future<Written>> ends = new ArrayList<>();
    for (Claim claim : claimBatch()) {
      ends.add(handlers.submit(() -> dynamo.store.complete((Claimed) claim, List.of())));
    }
    for (Future<Written> end : ends) {
      end.get();
    }
  }

  private List<Claim> claimBatch() {
    List<ClaimRequest> requests = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      requests.add(ClaimRequest.of(key(), 0, LEASE, RETENTION));
    }
    return dynamo.store.claim(requests);
  }

  /** The two calls that are written by hand, for each message. */
  @Benchmark
  public void byHand() {
    for (int i = 0; i < BATCH; i++) {
      String id = key().value();
      String expires = Long.toString(System.currentTimeMillis() / 1000 + RETENTION.toSeconds());
      dynamo.client.putItem(
          put ->
              put.tableName(DynamoState.TABLE)
                  .item(
                      Map.of(
                          "k", AttributeValue.fromS(id),
                          "s", AttributeValue.fromS("INPROGRESS"),
                          "d", AttributeValue.fromN(expires)))
                  .conditionExpression("attribute_not_exists(k)"));
      dynamo.client.updateItem(
          update ->
              update
                  .tableName(DynamoState.TABLE)
                  .key(Map.of("k", AttributeValue.fromS(id)))
                  .updateExpression("SET s = :s")
                  .conditionExpression("s = :was")
                  .expressionAttributeValues(
                      Map.of(
                          ":s", AttributeValue.fromS("COMPLETED"),
                          ":was", AttributeValue.fromS("INPROGRESS"))));
    }
  }
}
