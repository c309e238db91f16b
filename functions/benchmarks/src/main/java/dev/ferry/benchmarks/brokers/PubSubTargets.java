package dev.ferry.benchmarks.brokers;

import java.io.IOException;
import java.time.Duration;

/**
 * Pub/Sub: publishing and consuming against the vendor's high-level client, and against loops by
 * hand on the gRPC stubs. {@code functions/benchmarks/pubsub [ROUNDS]}.
 */
public final class PubSubTargets {
  private static final int MESSAGES = 10_000;
  private static final double BOUND = 0.95;

  private PubSubTargets() {}

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, 9 by default
   */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    Rounds rounds = Rounds.of(arguments, MESSAGES);
    for (Duration distance : Rounds.DISTANCES) {
      String far = distance.toMillis() + " ms";
      try (PubSubState pubsub = new PubSubState(distance);
          Way stubs = new PubSubByStubs(pubsub);
          Way client = new PubSubByClient(pubsub)) {
        for (int threads : Rounds.THREADS) {
          rounds.publish("stubs, " + far, pubsub, stubs, pubsub.few(), threads, BOUND);
          rounds.publish("client, " + far, pubsub, client, pubsub.many(), threads, BOUND);
        }
        for (int threads : Rounds.THREADS) {
          rounds.consume("stubs, " + far, pubsub, stubs, pubsub.few(), threads, BOUND);
          rounds.consume("client, " + far, pubsub, client, pubsub.few(), threads, BOUND);
        }
      }
    }
    rounds.exit();
  }
}
