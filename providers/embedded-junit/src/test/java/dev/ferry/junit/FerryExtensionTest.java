package dev.ferry.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class FerryExtensionTest {
  /** How each test of a class ended. */
  private static List<TestExecutionResult> run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(tests))
        .execute()
        .testEvents()
        .finished()
        .stream()
        .map((Event event) -> event.getRequiredPayload(TestExecutionResult.class))
        .toList();
  }

  private static Throwable failure(Class<?> test) {
    return run(test).get(0).getThrowable().orElseThrow();
  }

  private static List<String> howToRepeat(Throwable failure) {
    return Arrays.stream(failure.getSuppressed())
        .filter(HowToRepeat.class::isInstance)
        .map(Throwable::getMessage)
        .toList();
  }

  @Test
  void failure_saysTheSeed_andHowToRepeatIt() {
    Throwable failure = failure(Exhibits.Failing.class);

    assertThat(failure).hasMessage("as it should");
    assertThat(howToRepeat(failure))
        .containsExactly(
            """
            Seed 4711 decided what was left to chance. To repeat this run, set seed = 4711L, or \
            run the test with -Dferry.seed=4711.
            At 2026-01-01T00:00:00Z: events {STARTED=1, DEAD_LETTERED=1}, crashes [], faults {}, \
            waiting 0, dead letters [ship message-1 REJECTED]""");
  }

  @ParameterizedTest
  @CsvSource({"FailingBefore, before", "FailingAfter, after"})
  void failureOfALifecycleMethod_saysItToo(String test, String message)
      throws ClassNotFoundException {
    Throwable failure = failure(Class.forName(Exhibits.class.getName() + "$" + test));

    assertThat(failure).hasMessage(message);
    assertThat(howToRepeat(failure)).singleElement().asString().startsWith("Seed 4711 ");
  }

  @Test
  void abortedTest_isLeftAlone() {
    TestExecutionResult result = run(Exhibits.Aborted.class).get(0);

    assertThat(result.getStatus()).isEqualTo(Status.ABORTED);
    assertThat(howToRepeat(result.getThrowable().orElseThrow())).isEmpty();
  }

  @Test
  void eachTest_hasAFreshSystemAndSeed_whichItsLifecycleMethodsShare() {
    Exhibits.Sharing.SEEDS.clear();
    assertThat(run(Exhibits.Sharing.class))
        .hasSize(3)
        .extracting(TestExecutionResult::getStatus)
        .containsOnly(Status.SUCCESSFUL);

    Set<Long> seeds = new HashSet<>(Exhibits.Sharing.SEEDS);
    assertThat(seeds).hasSize(3).doesNotContain(0L);
  }

  @Test
  void methodsAnnotation_standsAlone_andNestedClassesHaveTheirOuters() {
    assertThat(run(Exhibits.Several.class))
        .hasSize(4)
        .extracting(TestExecutionResult::getStatus)
        .containsOnly(Status.SUCCESSFUL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NoApplication        | it is neither an Application nor a Supplier of one
          NeedsArguments       | it has no constructor without parameters; add one
          SuppliesNothing      | it supplies no Application, but null
          NoTopology           | no topology 'none.yaml': not a resource beside
          WrongChance          | a probability lies between 0 and 1: 2.0
          TakenByConstructor   | take it as a parameter of the test method
          WithoutThatHandler   | find handler 'announce': the application binds [ship]
          """)
  void mistake_isToldWithTheNextStep(String test, String message) throws ClassNotFoundException {
    Throwable failure = failure(Class.forName(Exhibits.class.getName() + "$" + test));

    assertThat(failure).hasStackTraceContaining(message);
  }

  @Test
  void system_isClosedAfterItsTest() {
    Exhibits.Sharing.SYSTEMS.clear();
    List<TestExecutionResult> unused = run(Exhibits.Sharing.class);

    assertThat(Exhibits.Sharing.SYSTEMS)
        .hasSize(3)
        .allSatisfy(
            system -> {
              system.clock().advance(Duration.ofMinutes(1));
              assertThat(system.step()).isZero();
            });
  }

  @ParameterizedTest
  @CsvSource({"42, 42", "' -7 ', -7"})
  void seed_mayComeFromTheSystemProperty(String said, long seed) {
    String before = System.setProperty(RunSeed.PROPERTY, said);
    try {
      assertThat(RunSeed.next()).isEqualTo(seed);
    } finally {
      restore(before);
    }
  }

  @Test
  void seedThatIsNoNumber_isRefused() {
    String before = System.setProperty(RunSeed.PROPERTY, "x");
    try {
      assertThatThrownBy(RunSeed::next)
          .hasMessage("system property ferry.seed: 'x' is no whole number");
    } finally {
      restore(before);
    }
  }

  private static void restore(@Nullable String before) {
    if (before == null) {
      System.clearProperty(RunSeed.PROPERTY);
    } else {
      System.setProperty(RunSeed.PROPERTY, before);
    }
  }
}
