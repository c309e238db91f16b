package dev.ferry.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultsTest {
  @Test
  void none_neverStrikes() {
    for (Fault fault : Fault.values()) {
      assertThat(strikes(Faults.none(), fault, "publish", 1_000)).isEmpty();
    }
  }

  @Test
  void once_strikesTheFirstTimeAtThatPointOnly() {
    Faults faults = FaultPlan.seeded(1).once(Fault.CRASH, "before-ack").start();
    assertThat(strikes(faults, Fault.CRASH, "after-claim", 10)).isEmpty();
    assertThat(strikes(faults, Fault.DROP_ACK, "before-ack", 10)).isEmpty();
    assertThat(strikes(faults, Fault.CRASH, "before-ack", 10)).containsExactly(1L);
  }

  @Test
  void at_severalOccurrences_strikesAtEach() {
    Faults faults =
        FaultPlan.seeded(1)
            .at(Fault.THROTTLE, "publish", 3)
            .at(Fault.THROTTLE, "publish", 7)
            .at(Fault.THROTTLE, "receive", 2)
            .start();
    assertThat(strikes(faults, Fault.THROTTLE, "publish", 10)).containsExactly(3L, 7L);
    assertThat(strikes(faults, Fault.THROTTLE, "receive", 10)).containsExactly(2L);
  }

  @Test
  void at_besideAProbability_addsToIt() {
    FaultPlan drawn = FaultPlan.seeded(5).with(Fault.DUPLICATE, 0.1);
    List<Long> expected = new ArrayList<>(strikes(drawn.start(), Fault.DUPLICATE, "publish", 200));
    long quiet =
        LongStream.rangeClosed(1, 200).filter(n -> !expected.contains(n)).findFirst().getAsLong();

    Faults both = drawn.at(Fault.DUPLICATE, "publish", quiet).start();

    expected.add(quiet);
    assertThat(strikes(both, Fault.DUPLICATE, "publish", 200))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void atMost_boundsTheDrawnStrikesOfEachPoint() {
    FaultPlan plan = FaultPlan.seeded(1).with(Fault.THROTTLE, 1).at(Fault.THROTTLE, "publish", 9);
    Faults faults = plan.atMost(Fault.THROTTLE, 2).start();
    assertThat(strikes(faults, Fault.THROTTLE, "publish", 10)).containsExactly(1L, 2L, 9L);
    assertThat(strikes(faults, Fault.THROTTLE, "receive", 10)).containsExactly(1L, 2L);
    assertThat(strikes(plan.atMost(Fault.THROTTLE, 0).start(), Fault.THROTTLE, "receive", 10))
        .isEmpty();
  }

  @Test
  void atMost_scriptedStrikes_areNotCounted() {
    FaultPlan plan = FaultPlan.seeded(1).with(Fault.THROTTLE, 1).atMost(Fault.THROTTLE, 2);
    Faults faults = plan.once(Fault.THROTTLE, "publish").start();
    assertThat(strikes(faults, Fault.THROTTLE, "publish", 10)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void plan_changed_leavesTheOriginal() {
    FaultPlan plan = FaultPlan.seeded(1);
    plan.with(Fault.CRASH, 1).once(Fault.DUPLICATE, "publish");
    assertThat(strikes(plan.start(), Fault.CRASH, "publish", 10)).isEmpty();
    assertThat(strikes(plan.start(), Fault.DUPLICATE, "publish", 10)).isEmpty();
  }

  @Test
  void plan_wrongNumbers_areRefused() {
    FaultPlan plan = FaultPlan.seeded(1);
    assertThatIllegalArgumentException().isThrownBy(() -> plan.with(Fault.CRASH, 1.01));
    assertThatIllegalArgumentException().isThrownBy(() -> plan.with(Fault.CRASH, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> plan.atMost(Fault.CRASH, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> plan.at(Fault.CRASH, "ack", 0));
  }

  @Test
  void plan_asText_namesTheSeed() {
    assertThat(FaultPlan.seeded(4711).with(Fault.DUPLICATE, 0.2))
        .asString()
        .contains("4711", "DUPLICATE", "0.2");
  }

  @Test
  void struck_countsByFaultAndPoint() {
    Faults faults = FaultPlan.seeded(1).with(Fault.DROP_ACK, 1).start();
    strikes(faults, Fault.DROP_ACK, "ack", 3);
    strikes(faults, Fault.DROP_ACK, "nack", 2);
    strikes(faults, Fault.THROTTLE, "ack", 5);

    assertThat(faults.struck(Fault.DROP_ACK)).isEqualTo(5);
    assertThat(faults.struck(Fault.DROP_ACK, "ack")).isEqualTo(3);
    assertThat(faults.struck(Fault.DROP_ACK, "publish")).isZero();
    assertThat(faults.struck(Fault.THROTTLE)).isZero();
    assertThat(faults.struckByPoint(Fault.DROP_ACK)).hasToString("{ack=3, nack=2}");
  }

  @Test
  void struckByPoint_withoutAStrike_leavesThePointOut() {
    Faults faults = FaultPlan.seeded(1).at(Fault.CRASH, "ack", 5).start();
    strikes(faults, Fault.CRASH, "ack", 4);
    assertThat(faults.struckByPoint(Fault.CRASH)).isEmpty();
    strikes(faults, Fault.CRASH, "ack", 1);
    assertThat(faults.struckByPoint(Fault.CRASH)).containsOnlyKeys("ack");
  }

  @Test
  void crashPoint_struck_throwsACrashThatNamesThePoint() {
    Faults faults = FaultPlan.seeded(1).at(Fault.CRASH, "after-effect", 2).start();
    faults.crashPoint("after-effect");
    assertThatExceptionOfType(SimulatedCrash.class)
        .isThrownBy(() -> faults.crashPoint("after-effect"))
        .satisfies(crash -> assertThat(crash.point()).isEqualTo("after-effect"))
        .withMessageContaining("after-effect");
  }

  @Test
  void strikes_askedByManyThreads_givesAwayTheSameStrikes() throws Exception {
    FaultPlan plan = FaultPlan.seeded(3).with(Fault.DUPLICATE, 0.3).atMost(Fault.DUPLICATE, 2_500);
    Faults concurrent = plan.start();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> answers = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      answers.add(
          threads.submit(() -> strikes(concurrent, Fault.DUPLICATE, "publish", 2_000).size()));
    }
    int struck = 0;
    for (Future<Integer> answer : answers) {
      struck += answer.get(60, SECONDS);
    }
    threads.shutdown();

    assertThat(struck).isEqualTo(strikes(plan.start(), Fault.DUPLICATE, "publish", 8_000).size());
    assertThat(concurrent.struck(Fault.DUPLICATE)).isEqualTo(struck);
  }

  /** Asks that many times and returns the times, from 1, at which it struck. */
  private static List<Long> strikes(Faults faults, Fault fault, String point, int times) {
    List<Long> struck = new ArrayList<>();
    for (long time = 1; time <= times; time++) {
      if (faults.strikes(fault, point)) {
        struck.add(time);
      }
    }
    return struck;
  }
}
