package dev.ferry.azure;

import dev.ferry.testkit.messaging.BrokerHarness;
import dev.ferry.testkit.processing.ProcessingConformance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Side by side, because they wait in real time. */
@Execution(ExecutionMode.CONCURRENT)
class AzureProcessingConformanceTest extends ProcessingConformance {
  private static final int TICK_SECONDS = 1;

  @Override
  protected BrokerHarness openHarness() {
    return new AzureHarness(TICK_SECONDS);
  }
}
