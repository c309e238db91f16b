package dev.ferry.azure;

import dev.ferry.testkit.messaging.BrokerHarness;
import dev.ferry.testkit.messaging.MessagingConformance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Side by side, because they wait in real time. */
@Execution(ExecutionMode.CONCURRENT)
class AzureMessagingConformanceTest extends MessagingConformance {
  /** Ten of them are the shortest window of duplicates that Service Bus has. */
  private static final int TICK_SECONDS = 2;

  @Override
  protected BrokerHarness openHarness() {
    return new AzureHarness(TICK_SECONDS);
  }
}
