package dev.ferry.benchmarks;

import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Delivery;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Processor;
import dev.ferry.processing.Services;
import dev.ferry.processing.Wiring;
import java.time.Duration;
import java.time.Instant;
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
 * What a message costs on its way through the contract: received in batches of ten, processed by a
 * handler that does nothing, acknowledged; against the same receives and acks in a plain loop.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class BatchLoopBenchmark {
  /** A record for every message, or none. */
  @Param({"EXACTLY_ONCE_EFFECTS", "AT_LEAST_ONCE"})
  public String guarantee = "EXACTLY_ONCE_EFFECTS";

  private BrokerState broker = new BrokerState();
  private Processor processor = processor();

  /** For JMH. */
  public BatchLoopBenchmark() {}

  /** Makes everything anew. */
  @Setup(Level.Iteration)
  public void setUp() {
    broker = new BrokerState();
    processor = processor();
  }

  /** Closes it. */
  @TearDown(Level.Iteration)
  public void tearDown() {
    broker.close();
  }

  private Processor processor() {
    HandlerBinding<?> binding =
        Wiring.of(wiring -> wiring.handler("noop", Codec.body(), () -> (payload, context) -> {}))
            .binding("noop");
    HandlerSettings settings =
        HandlerSettings.builder("noop", "work")
            .guarantee(Guarantee.valueOf(guarantee))
            .recordRetention(Duration.ofDays(1))
            .build();
    Services services =
        Services.builder()
            .store(new InMemoryIdempotencyStore())
            .deadLetters(broker.deadLetters())
            .executor(Runnable::run)
            .build();
    return Processor.of(binding, settings, broker.subscription.capabilities(), services);
  }

  /** Through the contract. */
  @Benchmark
  @OperationsPerInvocation(BrokerState.BATCH)
  public void contract() throws InterruptedException {
    broker.publishBatch();
    List<Delivery> batch = broker.subscription.receive(BrokerState.BATCH, Duration.ZERO);
    List<Disposition> decided = processor.process(batch, Instant.MAX);
    for (int i = 0; i < batch.size(); i++) {
      if (decided.get(i) instanceof Disposition.Done) {
        batch.get(i).ack();
      }
    }
  }

  /** The same without it. */
  @Benchmark
  @OperationsPerInvocation(BrokerState.BATCH)
  public void plainLoop() {
    broker.publishBatch();
    for (Delivery delivery : broker.subscription.receive(BrokerState.BATCH, Duration.ZERO)) {
      delivery.ack();
    }
  }
}
