package dev.ferry.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.simulation.SimulatedCrash;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters with copies, a broker that fails at every call, and runs that crash. */
class NothingLostTest {
  private static final int SEEDS_EACH = 40;

  @ParameterizedTest
  @ValueSource(longs = {0, 1_000, 2_000})
  void redrive_underAnyFaults_theHighestRoundOfEveryMessageArrives(long first) {
    for (long seed = first; seed < first + SEEDS_EACH; seed++) {
      new Attempt(seed).check();
    }
  }

  /** What one seed makes. */
  private static final class Attempt {
    private final long seed;
    private final Random random;
    private final Desk desk = new Desk();
    private final DeadLetters letters = desk.letters();
    private final Map<String, Integer> highest = new TreeMap<>();
    private final Map<String, Set<String>> deduplicationIds = new HashMap<>();

    Attempt(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
    }

    void check() {
      for (int i = 0; i < 25; i++) {
        String id = "order-" + random.nextInt(15);
        int round = 1 + random.nextInt(5);
        desk.dead(id, round, Reason.ATTEMPTS_EXHAUSTED);
        highest.merge(id, round, Math::max);
      }
      desk.broker.beforeReceive = queue -> fail(0.1);
      desk.broker.beforeSend = message -> fail(0.2);
      desk.broker.afterSend = this::sent;
      desk.broker.beforeSettle = settlement -> fail(0.2);
      for (int runs = 0; runs < 1_000 && !desk.broker.queue("dlq").isEmpty(); runs++) {
        run();
        desk.clock.advance(MemoryBroker.LEASE);
      }
      assertThat(desk.broker.queue("dlq")).as("left, seed %s", seed).isEmpty();
      assertThat(arrived()).as("arrived, seed %s", seed).isEqualTo(highest);
      assertThat(deduplicationIds.values())
          .as("deduplication ids of one life, seed %s", seed)
          .allMatch(ids -> ids.size() == 1);
    }

    private void run() {
      try {
        RedriveResult unused = letters.redrive(RedriveRequest.all());
      } catch (SimulatedCrash crash) {
        desk.clock.advance(MemoryBroker.LEASE);
      }
    }

    private void sent(OutboundMessage message) {
      String life = message.messageId() + message.attributes().get("ferry");
      deduplicationIds.computeIfAbsent(life, any -> new HashSet<>()).add(message.deduplicationId());
      fail(0.2);
    }

    private void fail(double probability) {
      double dice = random.nextDouble();
      if (dice < probability / 4) {
        throw new SimulatedCrash("seed " + seed);
      }
      if (dice < probability) {
        throw Desk.unavailable();
      }
    }

    private Map<String, Integer> arrived() {
      Map<String, Integer> arrived = new TreeMap<>();
      Stream.of("orders", "park")
          .map(desk::messages)
          .flatMap(List::stream)
          .forEach(each -> arrived.merge(each.id(), each.history().round(), Math::max));
      return arrived;
    }
  }
}
