package dev.ferry.embedded;

import dev.ferry.testkit.messaging.BrokerHarness;
import dev.ferry.testkit.messaging.MessagingConformance;

/** The broker in memory is a broker behind Ferry. */
class EmbeddedMessagingConformanceTest extends MessagingConformance {
  @Override
  protected BrokerHarness openHarness() {
    return new EmbeddedHarness();
  }
}
