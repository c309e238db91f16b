package dev.ferry.google;

import dev.ferry.testkit.messaging.BrokerHarness;
import dev.ferry.testkit.messaging.MessagingConformance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Side by side, because they wait in real time. */
@Execution(ExecutionMode.CONCURRENT)
class PubSubMessagingConformanceTest extends MessagingConformance {
  @Override
  protected BrokerHarness openHarness() {
    return new PubSubHarness();
  }
}
