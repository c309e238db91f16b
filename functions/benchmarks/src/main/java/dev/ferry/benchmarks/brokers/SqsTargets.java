package dev.ferry.benchmarks.brokers;

import dev.ferry.benchmarks.Bounds;
import dev.ferry.processing.WorkerOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * SQS: publishing and consuming against loops by hand; requests a message; what an idle worker
 * asks, and how fast it wakes up. {@code functions/benchmarks/sqs [ROUNDS [IDLE-SECONDS]]}.
 */
public final class SqsTargets {
  /** So many that starting a worker, and the end of a backlog, do not decide. */
  private static final int MESSAGES = 10_000;

  private static final int WAKE_UPS = 30;

  /** A tenth at full batches, and 5% more for those at the two ends of a backlog. */
  private static final double FULL_BATCHES = 0.105;

  private final Rounds rounds;

  private SqsTargets(Rounds rounds) {
    this.rounds = rounds;
  }

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, 9 by default, and how many seconds to be idle, 60 by default
   */
  public static void main(String[] arguments) throws InterruptedException {
    int idleSeconds = arguments.length < 2 ? 60 : Integer.parseInt(arguments[1]);
    SqsTargets targets = new SqsTargets(Rounds.of(arguments, MESSAGES));
    for (Duration distance : Rounds.DISTANCES) {
      targets.throughput(distance, distance.isZero() ? 0.98 : 2);
    }
    targets.idle(Duration.ofSeconds(idleSeconds));
    targets.rounds.exit();
  }

  private void throughput(Duration distance, double consumeBound) throws InterruptedException {
    String what = distance.toMillis() + " ms";
    try (SqsState sqs = new SqsState(distance)) {
      for (int threads : Rounds.THREADS) {
        SqsCounted ferry = new SqsCounted(sqs.ferry, sqs.requests);
        rounds.publish(what, sqs, sqs.byHand, ferry, threads, 0.98);
        held("  sends a message", ferry.sends, 0.1);
      }
      for (int threads : Rounds.THREADS) {
        SqsCounted ferry = new SqsCounted(sqs.ferry, sqs.requests);
        rounds.consume(what, sqs, sqs.byHand, ferry, threads, consumeBound);
        held("  receives a message, those that brought some", ferry.receives, FULL_BATCHES);
        held("  deletes a message", ferry.deletes, FULL_BATCHES);
      }
    }
  }

  private void held(String what, List<Double> requests, double bound) {
    rounds.bounds().atMost(what, Bounds.median(requests) / MESSAGES, bound);
  }

  /** How often an idle worker asks, and how long after a publish begins its handler does. */
  private void idle(Duration span) throws InterruptedException {
    BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
    try (SqsState sqs = new SqsState(Duration.ZERO);
        Ferry.Handling handling =
            sqs.ferry.handling(
                1, (payload, context) -> begun.add(System.nanoTime()), WorkerOptions.defaults())) {
      handling.worker.start();
      wakeUp(sqs, begun);
      sqs.requests.reset();
      LockSupport.parkNanos(span.toNanos());
      double aMinute = sqs.requests.receives.sum() * 60.0 / span.toSeconds();
      List<Double> wakeUps = new ArrayList<>();
      for (int time = 0; time < WAKE_UPS; time++) {
        wakeUps.add(wakeUp(sqs, begun));
      }
      rounds.bounds().atMost("receives a minute of an idle worker", aMinute, 4);
      rounds
          .bounds()
          .atMost("wake-up, with the request that publishes, ms", Bounds.median(wakeUps), 10);
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
