package dev.ferry.benchmarks;

import dev.ferry.messaging.Message;
import dev.ferry.processing.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Publishing and consuming through the provider against loops by hand on the same client with the
 * same number of threads, in turn; requests a message; what an idle worker asks, and how fast it
 * wakes up. {@code functions/benchmarks/sqs [ROUNDS [IDLE-SECONDS]]}; the server is in this JVM and
 * costs both the same.
 */
public final class SqsTargets {
  private static final int MESSAGES = 2000;
  private static final int WARM_UP = 2;
  private static final int WAKE_UPS = 30;
  private static final int[] THREADS = {1, 4};

  /** A tenth at full batches, and 5% more for those at the two ends of a backlog. */
  private static final double FULL_BATCHES = 0.105;

  private final List<Message> messages = SqsState.messages(MESSAGES);
  private final Bounds bounds = new Bounds(System.out);
  private final int rounds;

  private SqsTargets(int rounds) {
    this.rounds = rounds;
  }

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, 9 by default, and how many seconds to be idle, 60 by default
   */
  public static void main(String[] arguments) throws InterruptedException {
    int rounds = arguments.length < 1 ? 9 : Integer.parseInt(arguments[0]);
    int idleSeconds = arguments.length < 2 ? 60 : Integer.parseInt(arguments[1]);
    SqsTargets targets = new SqsTargets(rounds);
    targets.throughput(Duration.ZERO, 0.98);
    targets.throughput(Duration.ofMillis(5), 2);
    targets.idle(Duration.ofSeconds(idleSeconds));
    System.exit(targets.bounds.allHold() ? 0 : 1);
  }

  private void throughput(Duration distance, double consumeBound) throws InterruptedException {
    try (SqsState sqs = new SqsState(distance)) {
      publish(sqs, "publish, by hand / ferry, " + distance.toMillis() + " ms");
      for (int threads : THREADS) {
        String what = "consume, by hand / ferry, %d ms, %d threads";
        consume(sqs, threads, what.formatted(distance.toMillis(), threads), consumeBound);
      }
    }
  }

  private void publish(SqsState sqs, String what) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds + WARM_UP; round++) {
      sqs.purge();
      double byHand = SqsLoops.publishByHand(sqs, messages);
      sqs.purge();
      sqs.requests.reset();
      double ferry = SqsLoops.publish(sqs, messages);
      if (round >= WARM_UP) {
        ratios.add(byHand / ferry);
      }
    }
    sqs.purge();
    bounds.atLeast(what, Bounds.median(ratios), 0.98);
    bounds.atMost("  sends a message", perMessage(sqs.requests.sends.sum()), 0.1);
  }

  private void consume(SqsState sqs, int threads, String what, double bound)
      throws InterruptedException {
    List<Double> ratios = new ArrayList<>();
    List<Double> receives = new ArrayList<>();
    List<Double> deletes = new ArrayList<>();
    for (int round = 0; round < rounds + WARM_UP; round++) {
      SqsLoops.publish(sqs, messages);
      double byHand = SqsLoops.consumeByHand(sqs, MESSAGES, threads);
      SqsLoops.publish(sqs, messages);
      sqs.requests.reset();
      double ferry = SqsLoops.consume(sqs, MESSAGES, threads);
      if (round >= WARM_UP) {
        ratios.add(byHand / ferry);
        receives.add(perMessage(sqs.requests.receivesWithMessages.sum()));
        deletes.add(perMessage(sqs.requests.deletes.sum()));
      }
    }
    bounds.atLeast(what, Bounds.median(ratios), bound);
    bounds.atMost(
        "  receives a message, those that brought some", Bounds.median(receives), FULL_BATCHES);
    bounds.atMost("  deletes a message", Bounds.median(deletes), FULL_BATCHES);
  }

  private static double perMessage(long requests) {
    return (double) requests / MESSAGES;
  }

  /** How often an idle worker asks, and how long after a publish begins its handler does. */
  private void idle(Duration span) throws InterruptedException {
    BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
    try (SqsState sqs = new SqsState(Duration.ZERO);
        SqsLoops.Consumer consumer =
            new SqsLoops.Consumer(
                sqs,
                1,
                (payload, context) -> begun.add(System.nanoTime()),
                WorkerOptions.defaults())) {
      consumer.worker.start();
      wakeUp(sqs, begun);
      sqs.requests.reset();
      LockSupport.parkNanos(span.toNanos());
      double aMinute = sqs.requests.receives.sum() * 60.0 / span.toSeconds();
      List<Double> wakeUps = new ArrayList<>();
      for (int time = 0; time < WAKE_UPS; time++) {
        wakeUps.add(wakeUp(sqs, begun));
      }
      bounds.atMost("receives a minute of an idle worker", aMinute, 4);
      bounds.atMost("wake-up, with the request that publishes, ms", Bounds.median(wakeUps), 10);
    }
  }

  private static double wakeUp(SqsState sqs, BlockingQueue<Long> begun)
      throws InterruptedException {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    long publishing = System.nanoTime();
    sqs.client.sendMessage(ask -> ask.queueUrl(sqs.queueUrl).messageBody("wake up"));
    Long at = begun.poll(1, TimeUnit.MINUTES);
    if (at == null) {
      throw new IllegalStateException("nothing came");
    }
    return (at - publishing) / 1e6;
  }
}
