package dev.ferry.benchmarks;

import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.Threads;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;
import dev.ferry.processing.Wiring;
import dev.ferry.processing.Worker;
import dev.ferry.processing.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
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
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;

/**
 * A worker against a loop by hand on the same client: one thread that polls, batches of ten,
 * messages of a kilobyte. The server is in this JVM and costs both the same.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 8)
@Measurement(iterations = 15)
@Fork(2)
public class SqsConsumeBenchmark {
  static final int MESSAGES = 1000;
  static final int BATCH = 10;

  /** How far away SQS is, in milliseconds a request. */
  @Param({"0", "5"})
  public int distance;

  private SqsState sqs = new SqsState(Duration.ZERO);
  private final List<Message> messages = SqsState.messages(MESSAGES);

  /** For JMH. */
  public SqsConsumeBenchmark() {}

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

  /** Fills the queue. */
  @Setup(Level.Invocation)
  public void fill() {
    if (!sqs.publisher.publishAll(messages).allSent()) {
      throw new IllegalStateException("not all were sent");
    }
  }

  /** Receives, handles nothing, deletes, by hand on one thread. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void consumeByHand() {
    for (int left = MESSAGES; left > 0; ) {
      List<DeleteMessageBatchRequestEntry> done = new ArrayList<>(BATCH);
      for (var message :
          sqs.client
              .receiveMessage(
                  ask ->
                      ask.queueUrl(sqs.queueUrl)
                          .maxNumberOfMessages(BATCH)
                          .waitTimeSeconds(20)
                          .messageAttributeNames("All"))
              .messages()) {
        done.add(
            DeleteMessageBatchRequestEntry.builder()
                .id(Integer.toString(done.size()))
                .receiptHandle(message.receiptHandle())
                .build());
      }
      sqs.client.deleteMessageBatch(ask -> ask.queueUrl(sqs.queueUrl).entries(done));
      left -= done.size();
    }
  }

  /** A worker that handles nothing, with the whole contract but a store. */
  @Benchmark
  @OperationsPerInvocation(MESSAGES)
  public void consume() throws InterruptedException {
    CountDownLatch left = new CountDownLatch(MESSAGES);
    ExecutorService threads = Threads.perTask("benchmark");
    Services services = Services.builder().executor(threads).deadLetters(sqs.deadLetters).build();
    HandlerSettings settings =
        HandlerSettings.builder("noop", SqsState.QUEUE)
            .guarantee(Guarantee.AT_LEAST_ONCE)
            .concurrency(BATCH)
            .build();
    try (Subscription subscription = sqs.messaging.subscription("sqs://" + SqsState.QUEUE);
        Worker worker =
            new Worker(
                subscription,
                Wiring.of(wiring -> {})
                    .handler("noop", Codec.body(), () -> (payload, context) -> left.countDown()),
                settings,
                WorkerOptions.defaults(),
                services)) {
      worker.start();
      if (!left.await(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException(left.getCount() + " did not come");
      }
    } finally {
      threads.shutdown();
    }
  }
}
