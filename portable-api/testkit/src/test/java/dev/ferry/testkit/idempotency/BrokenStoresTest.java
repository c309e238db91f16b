package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
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
    assertThat(failedTests(broken)).contains(broken.noticedBy());
  }

  /** The names of the test methods that fail on a broken store. */
  private static List<String> failedTests(BrokenStore broken) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(BrokenStoreRun.class))
            .configurationParameter(BrokenStoreRun.PARAMETER, broken.name())
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary().getFailures().stream()
        .map(BrokenStoresTest::methodName)
        .distinct()
        .toList();
  }

  private static String methodName(Failure failure) {
    return failure.getTestIdentifier().getLegacyReportingName().replaceFirst("[(].*", "");
  }
}
