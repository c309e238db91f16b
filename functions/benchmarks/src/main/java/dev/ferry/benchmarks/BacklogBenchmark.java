package dev.ferry.benchmarks;

import dev.ferry.messaging.Delivery;
import java.time.Duration;
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
 * Publish, receive and ack on the embedded broker while so many other messages wait: the rate must
 * not depend on the backlog.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Xmx4g")
public class BacklogBenchmark {
  /** How many messages wait. */
  @Param({"10000", "100000", "1000000"})
  public int backlog = 10_000;

  private BrokerState broker = new BrokerState();

  /** For JMH. */
  public BacklogBenchmark() {}

  /** Fills the queue. */
  @Setup(Level.Trial)
  public void setUp() {
    broker = new BrokerState();
    for (int i = 0; i < backlog / BrokerState.BATCH; i++) {
      broker.publishBatch();
    }
  }

  /** Closes it. */
  @TearDown(Level.Trial)
  public void tearDown() {
    broker.close();
  }

  /** One message in, one message out, ten at a time. */
  @Benchmark
  @OperationsPerInvocation(BrokerState.BATCH)
  public void publishReceiveAck() {
    broker.publishBatch();
    for (Delivery delivery : broker.subscription.receive(BrokerState.BATCH, Duration.ZERO)) {
      delivery.ack();
    }
  }
}
