package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/**
 * The suite notices what is wrong with a store: each broken one fails, by the test meant for it.
 */
class BrokenStoresTest {
  private static List<BrokenStore> brokenStores() {
    return BrokenStore.all();
  }

  @ParameterizedTest
  @MethodSource("brokenStores")
  void brokenStore_isNoticed(BrokenStore broken) {
    assertThat(failedTests(run(broken))).contains(broken.noticedBy());
  }

  @Test
  void rightStore_passes() {
    TestExecutionSummary summary = run(BrokenStore.none());

    assertThat(failedTests(summary)).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isGreaterThan(100);
    assertThat(summary.getTestsAbortedCount()).isZero();
  }

  @Test
  void storeWithoutCommits_passes_andSkipsTheirTestsVisibly() {
    TestExecutionSummary summary = run(BrokenStore.withoutCommits());

    assertThat(failedTests(summary)).isEmpty();
    assertThat(summary.getTestsAbortedCount())
        .isEqualTo(
            Stream.of(CommitTests.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .count());
  }

  private static TestExecutionSummary run(BrokenStore broken) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(BrokenStoreRun.class))
            .configurationParameter(BrokenStoreRun.PARAMETER, broken.name())
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  /** The names of the test methods that failed. */
  private static List<String> failedTests(TestExecutionSummary summary) {
    return summary.getFailures().stream().map(BrokenStoresTest::methodName).distinct().toList();
  }

  private static String methodName(Failure failure) {
    return failure.getTestIdentifier().getLegacyReportingName().replaceFirst("[(].*", "");
  }
}
