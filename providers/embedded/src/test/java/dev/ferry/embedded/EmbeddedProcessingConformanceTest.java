package dev.ferry.embedded;

import dev.ferry.testkit.messaging.BrokerHarness;
import dev.ferry.testkit.processing.ProcessingConformance;

/** The failure contract on the broker in memory. */
class EmbeddedProcessingConformanceTest extends ProcessingConformance {
  @Override
  protected BrokerHarness openHarness() {
    return new EmbeddedHarness();
  }
}
