package dev.ferry.benchmarks.brokers;

import com.sun.management.OperatingSystemMXBean;
import dev.ferry.benchmarks.Bounds;
import dev.ferry.messaging.Message;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two ways, in turn, in one process: how much of the first one's throughput the second reaches, by
 * the median of all rounds, and what CPU a message costs, the server's included.
 */
final class Rounds {
  /** How many threads publish and consume. */
  static final List<Integer> THREADS = List.of(1, 4);

  /** How far away servers are. */
  static final List<Duration> DISTANCES = List.of(Duration.ZERO, Duration.ofMillis(5));

  /** For a comparison that is told, and nothing else. */
  static final double NO_BOUND = 0;

  private static final int FEWEST_UNCOUNTED = 5;

  /**
   * How long both run before rounds count: compiling takes processors from whoever runs meanwhile,
   * and most of it is for whoever has more code. On two processors the compiler is done with an SDK
   * after a minute, which two comparisons are.
   */
  private static final Duration WARM_UP = Duration.ofSeconds(30);

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final Bounds bounds;
  private final List<Message> messages;
  private final int rounds;

  private Rounds(Bounds bounds, int rounds, int messages) {
    this.bounds = bounds;
    this.rounds = rounds;
    String body = "{\"order\": \"" + "x".repeat(1000) + "\"}";
    this.messages = IntStream.range(0, messages).mapToObj(number -> Message.of(body)).toList();
  }

  /**
   * Rounds of so many messages of a kilobyte.
   *
   * @param arguments the first says how many rounds; 9 without one
   */
  static Rounds of(String[] arguments, int messages) {
    int rounds = arguments.length < 1 ? 9 : Integer.parseInt(arguments[0]);
    return new Rounds(new Bounds(System.out), rounds, messages);
  }

  /** As many rounds of another number of messages, told with these. */
  Rounds ofMessages(int number) {
    return new Rounds(bounds, rounds, number);
  }

  Bounds bounds() {
    return bounds;
  }

  /** Both publish the same messages. */
  void publish(String what, Broker broker, Way byHand, Way ferry, int threads, double bound)
      throws InterruptedException {
    compare(
        "publish, " + what + ", " + threads + " threads",
        () -> published(broker, byHand, threads),
        () -> published(broker, ferry, threads),
        bound);
    broker.empty();
  }

  private Cost published(Broker broker, Way way, int threads) throws InterruptedException {
    broker.empty();
    return Cost.of(() -> way.publish(messages, threads));
  }

  /** Both consume the same messages. */
  void consume(String what, Broker broker, Way byHand, Way ferry, int threads, double bound)
      throws InterruptedException {
    compare(
        "consume, " + what + ", " + threads + " threads",
        () -> consumed(broker, byHand, threads),
        () -> consumed(broker, ferry, threads),
        bound);
  }

  private Cost consumed(Broker broker, Way way, int threads) throws InterruptedException {
    broker.fill(messages);
    try (Way.Consuming consuming = way.consumer(messages.size(), threads)) {
      return Cost.of(consuming::run);
    }
  }

  private void compare(String what, Go byHand, Go ferry, double bound) throws InterruptedException {
    List<Double> ratios = new ArrayList<>();
    List<Double> byHands = new ArrayList<>();
    List<Double> ferrys = new ArrayList<>();
    long warm = System.nanoTime() + WARM_UP.toNanos();
    for (int round = 0; ratios.size() < rounds; round++) {
      boolean handFirst = round % 2 == 0;
      boolean counts = round >= FEWEST_UNCOUNTED && System.nanoTime() - warm > 0;
      Cost first = (handFirst ? byHand : ferry).go();
      Cost second = (handFirst ? ferry : byHand).go();
      if (counts) {
        Cost hand = handFirst ? first : second;
        Cost ours = handFirst ? second : first;
        ratios.add((double) hand.nanos / ours.nanos);
        byHands.add(hand.cpuMicros(messages.size()));
        ferrys.add(ours.cpuMicros(messages.size()));
      }
    }
    if (bound == NO_BOUND) {
      bounds.told(what, Bounds.median(ratios));
    } else {
      bounds.atLeast(what, Bounds.median(ratios), bound);
    }
    bounds.told("  CPU a message, microseconds, by hand", Bounds.median(byHands));
    bounds.told("  CPU a message, microseconds, Ferry", Bounds.median(ferrys));
  }

  /** Ends the process: 0 when all bounds hold, else 1. */
  void exit() {
    System.exit(bounds.allHold() ? 0 : 1);
  }

  /** One go of one way. */
  private interface Go {
    Cost go() throws InterruptedException;
  }

  private interface Task {
    void run() throws InterruptedException;
  }

  private record Cost(long nanos, long cpuNanos) {
    static Cost of(Task task) throws InterruptedException {
      long cpu = PROCESS.getProcessCpuTime();
      long began = System.nanoTime();
      task.run();
      return new Cost(System.nanoTime() - began, PROCESS.getProcessCpuTime() - cpu);
    }

    double cpuMicros(int messages) {
      return cpuNanos / 1e3 / messages;
    }
  }
}
