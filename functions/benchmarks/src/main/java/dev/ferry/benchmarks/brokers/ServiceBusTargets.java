package dev.ferry.benchmarks.brokers;

import java.io.IOException;
import java.time.Duration;

/**
 * Service Bus: publishing and consuming against loops by hand on the SDK's synchronous clients, and
 * against its asynchronous sender and its processor. {@code functions/benchmarks/servicebus
 * [ROUNDS]}.
 */
public final class ServiceBusTargets {
  /** So many that a round takes long enough to be measured. */
  private static final int PUBLISHED = 40_000;

  private static final int CONSUMED = 10_000;

  /** Each message is completed by itself, which takes its time. */
  private static final int CONSUMED_FAR_AWAY = 400;

  private static final double BOUND = 0.95;

  private ServiceBusTargets() {}

  /**
   * Measures and prints.
   *
   * @param arguments how many rounds, 9 by default
   */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    Rounds rounds = Rounds.of(arguments, PUBLISHED);
    for (Duration distance : Rounds.DISTANCES) {
      String far = distance.toMillis() + " ms";
      Rounds consuming = rounds.ofMessages(distance.isZero() ? CONSUMED : CONSUMED_FAR_AWAY);
      try (ServiceBusState bus = new ServiceBusState(distance);
          Way sync = new ServiceBusBySync(bus);
          Way processor = new ServiceBusByProcessor(bus)) {
        for (int threads : Rounds.THREADS) {
          rounds.publish("sync, " + far, bus, sync, bus.ferry, threads, BOUND);
          rounds.publish("async, " + far, bus, processor, bus.ferry, threads, BOUND);
        }
        for (int threads : Rounds.THREADS) {
          consuming.consume("sync, " + far, bus, sync, bus.ferry, threads, BOUND);
          consuming.consume("processor, " + far, bus, processor, bus.ferry, threads, BOUND);
        }
      }
    }
    rounds.exit();
  }
}
