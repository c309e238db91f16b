package dev.ferry.embedded.broken;

import dev.ferry.embedded.EmbeddedHarness;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import dev.ferry.testkit.messaging.BrokerHarness;
import dev.ferry.testkit.messaging.MessagingConformance;
import dev.ferry.testkit.processing.ProcessingConformance;
import dev.ferry.testkit.processing.RecordsInMemory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The suites on what a configuration parameter names; started by a test only. */
final class BrokenRuns {
  static final String PARAMETER = "ferry.broken";

  private BrokenRuns() {}

  @ExtendWith(ByName.class)
  static class Messaging extends MessagingConformance {
    private final Broken broken;

    Messaging(Broken broken) {
      this.broken = broken;
    }

    @Override
    protected BrokerHarness openHarness() {
      return harness(broken);
    }
  }

  @ExtendWith(ByName.class)
  static class Processing extends ProcessingConformance {
    private final Broken broken;

    Processing(Broken broken) {
      this.broken = broken;
    }

    @Override
    protected BrokerHarness openHarness() {
      return harness(broken);
    }

    @Override
    protected IdempotencyStoreHarness openRecords() {
      return new RecordsInMemory(broken.rules());
    }
  }

  private static BrokerHarness harness(Broken broken) {
    return new EmbeddedHarness() {
      @Override
      public MessagingProvider open() {
        return broken.inFront().apply(super.open());
      }
    };
  }

  static final class ByName implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Broken.class;
    }

    @Override
    public Broken resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return Broken.named(context.getConfigurationParameter(PARAMETER).orElseThrow());
    }
  }
}
