package dev.ferry.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.ListArbitrary;
import net.jqwik.api.constraints.IntRange;

class FaultsPropertyTest {
  private static final int TIMES = 10_000;

  /** One question of a run. */
  record Question(Fault fault, String point) {}

  @Property(tries = 300)
  void strikes_comeAtTheirProbability(
      @ForAll long seed, @ForAll Fault fault, @ForAll @IntRange(min = 1, max = 99) int percent) {
    Faults faults = FaultPlan.seeded(seed).with(fault, percent / 100.0).start();
    long struck = count(i -> faults.strikes(fault, "publish"));
    assertNearBinomial(struck, percent / 100.0);
  }

  @Property(tries = 100)
  void strikes_atZeroAndOne_areCertain(@ForAll long seed, @ForAll Fault fault) {
    Faults never = FaultPlan.seeded(seed).with(fault, 0).start();
    Faults always = FaultPlan.seeded(seed).with(fault, 1).start();
    assertThat(count(i -> never.strikes(fault, "publish"))).isZero();
    assertThat(count(i -> always.strikes(fault, "publish"))).isEqualTo(TIMES);
  }

  @Property(tries = 100)
  void strikes_atOnePoint_tellNothingAboutAnother(@ForAll long seed, @ForAll Fault fault) {
    Faults faults = FaultPlan.seeded(seed).with(fault, 0.5).start();
    long agreeing = count(i -> faults.strikes(fault, "ack") == faults.strikes(fault, "nack"));
    assertNearBinomial(agreeing, 0.5);
  }

  @Property(tries = 100)
  void strikes_ofOneFault_tellNothingAboutAnother(@ForAll long seed) {
    Faults faults =
        FaultPlan.seeded(seed).with(Fault.DUPLICATE, 0.5).with(Fault.REORDER, 0.5).start();
    long agreeing =
        count(i -> faults.strikes(Fault.DUPLICATE, "p") == faults.strikes(Fault.REORDER, "p"));
    assertNearBinomial(agreeing, 0.5);
  }

  @Property(tries = 100)
  void strikes_ofSeedsNextToEachOther_areUnrelated(@ForAll long seed, @ForAll Fault fault) {
    Faults one = FaultPlan.seeded(seed).with(fault, 0.5).start();
    Faults next = FaultPlan.seeded(seed + 1).with(fault, 0.5).start();
    long agreeing = count(i -> one.strikes(fault, "p") == next.strikes(fault, "p"));
    assertNearBinomial(agreeing, 0.5);
  }

  @Property
  void answers_ofAPoint_areTheSame_howeverOtherPointsAreAsked(
      @ForAll long seed, @ForAll long order, @ForAll("questions") List<Question> questions) {
    FaultPlan plan = planOfEveryFault(seed);
    List<Question> reordered = new ArrayList<>(questions);
    Seed.of(order).random().shuffle(reordered);

    assertThat(answers(plan.start(), reordered)).isEqualTo(answers(plan.start(), questions));
  }

  private static FaultPlan planOfEveryFault(long seed) {
    FaultPlan plan = FaultPlan.seeded(seed).at(Fault.CRASH, "ack", 3);
    for (Fault fault : Fault.values()) {
      plan = plan.with(fault, 0.4).atMost(fault, 5);
    }
    return plan;
  }

  @Provide
  ListArbitrary<Question> questions() {
    return Combinators.combine(
            Arbitraries.of(Fault.class), Arbitraries.of("publish", "ack", "claim"))
        .as(Question::new)
        .list()
        .ofMaxSize(200);
  }

  private static Map<Question, List<Boolean>> answers(Faults faults, List<Question> questions) {
    Map<Question, List<Boolean>> answers = new HashMap<>();
    for (Question question : questions) {
      answers
          .computeIfAbsent(question, none -> new ArrayList<>())
          .add(faults.strikes(question.fault(), question.point()));
    }
    return answers;
  }

  private static long count(IntPredicate happens) {
    return IntStream.range(0, TIMES).filter(happens).count();
  }

  /** Within six standard deviations: one run in some hundred million fails by chance. */
  private static void assertNearBinomial(long count, double probability) {
    double deviation = Math.sqrt(TIMES * probability * (1 - probability));
    assertThat((double) count).isCloseTo(TIMES * probability, within(6 * deviation));
  }
}
