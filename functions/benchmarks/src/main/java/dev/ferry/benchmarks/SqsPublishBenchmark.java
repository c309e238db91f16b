package dev.ferry.benchmarks;

import dev.ferry.messaging.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Publishing through the provider against a loop by hand on the same client: batches of ten,
 * messages of a kilobyte with one attribute as large as Ferry's. The server is in this JVM and
 * costs both the same.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 15)
@Fork(2)
public class SqsPublishBenchmark {
  static final int MESSAGES = 1000;

  /** How far away SQS is, in milliseconds a request. */
  @Param({"0", "5"})
  public int distance;

  private SqsState sqs = new SqsState(Duration.ZERO);
  private final List<Message> messages = SqsState.messages(MESSAGES);

  /** For JMH. */
  public SqsPublishBenchmark() {}

  /** Starts a server. */
  @Setup(Level.Trial)
  public void setUp() {
    sqs.close();
    sqs = new SqsState(Duration.ofMillis(distance));
  }

  /** Closes it. */
  @TearDown(Level.Trial)
  public void tearDown() {
    sqs.close();
  }

  /** Empties the queue. */
  @Setup(Level.Invocation)
  public void purge() {
    sqs.purge();
  }

  /** Publishes by hand. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void publishByHand() {
    SqsLoops.publishByHand(sqs, messages);
  }

  /** Publishes through the provider. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void publish() {
    SqsLoops.publish(sqs, messages);
  }
}
