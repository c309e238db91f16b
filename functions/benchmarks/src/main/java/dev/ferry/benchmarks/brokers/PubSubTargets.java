package dev.ferry.benchmarks.brokers;

import java.io.IOException;
import java.time.Duration;

/**
 * Pub/Sub: publishing and consuming against the SDK, which is the vendor's client. What the gRPC
 * stubs beneath it reach by hand, without any of the contract, is told. {@code
 * functions/benchmarks/pubsub [ROUNDS]}.
 */
public final class PubSubTargets {
  /** So many that a round takes long enough to be measured. */
  private static final int PUBLISHED = 40_000;

  private static final int CONSUMED = 10_000;
  private static final double BOUND = 0.95;

  private PubSubTargets() {}

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, 9 by default
   */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    Rounds rounds = Rounds.of(arguments, PUBLISHED);
    Rounds consuming = rounds.ofMessages(CONSUMED);
    for (Duration distance : Rounds.DISTANCES) {
      String far = distance.toMillis() + " ms";
      try (PubSubState pubsub = new PubSubState(distance);
          Way stubs = new PubSubByStubs(pubsub);
          Way client = new PubSubByClient(pubsub)) {
        for (int threads : Rounds.THREADS) {
          rounds.publish("stubs, " + far, pubsub, stubs, pubsub.few(), threads, Rounds.NO_BOUND);
          rounds.publish("client, " + far, pubsub, client, pubsub.many(), threads, BOUND);
        }
        for (int threads : Rounds.THREADS) {
          consuming.consume("stubs, " + far, pubsub, stubs, pubsub.few(), threads, Rounds.NO_BOUND);
          consuming.consume("client, " + far, pubsub, client, pubsub.few(), threads, BOUND);
        }
      }
    }
    rounds.exit();
  }
}
