package dev.ferry.embedded.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.junit.platform.launcher.listeners.TestExecutionSummary.Failure;

/**
 * The suites notice what is wrong: each broken broker or library fails, by the tests meant for it.
 */
class BrokenTest {
  private static List<Broken> broken() {
    return Broken.all();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void broken_isNoticed(Broken broken) {
    assertThat(failedTests(run(broken))).containsAll(broken.noticedBy());
  }

  @ParameterizedTest
  @ValueSource(classes = {BrokenRuns.Messaging.class, BrokenRuns.Processing.class})
  void brokerInMemory_passes_andSkipsNothing(Class<?> suite) {
    TestExecutionSummary summary = run(Broken.nothing(suite));

    assertThat(failedTests(summary)).isEmpty();
    assertThat(summary.getTestsSucceededCount()).isGreaterThan(30);
    assertThat(summary.getTestsAbortedCount()).isZero();
    assertThat(summary.getTestsSkippedCount()).isZero();
  }

  private static TestExecutionSummary run(Broken broken) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(broken.suite()))
            .configurationParameter(BrokenRuns.PARAMETER, broken.name())
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  /** The names of the test methods that failed. */
  private static List<String> failedTests(TestExecutionSummary summary) {
    return summary.getFailures().stream().map(BrokenTest::methodName).distinct().toList();
  }

  private static String methodName(Failure failure) {
    return failure.getTestIdentifier().getLegacyReportingName().replaceFirst("[(].*", "");
  }
}
