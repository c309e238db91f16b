package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.testkit.memory.InMemoryStoreHarness;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The suite on the broken store that a configuration parameter names; started by a test only. */
@ExtendWith(BrokenStoreRun.ByName.class)
class BrokenStoreRun extends IdempotencyStoreConformance {
  static final String PARAMETER = "ferry.broken-store";

  private final BrokenStore broken;

  BrokenStoreRun(BrokenStore broken) {
    this.broken = broken;
  }

  @Override
  protected IdempotencyStoreHarness openHarness() {
    return new InMemoryStoreHarness(broken.rules()) {
      @Override
      public IdempotencyStore open(InstantSource clock) {
        return broken.inFront().apply(super.open(clock));
      }

      @Override
      public int races() {
        return 50;
      }
    };
  }

  static final class ByName implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == BrokenStore.class;
    }

    @Override
    public BrokenStore resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return BrokenStore.named(context.getConfigurationParameter(PARAMETER).orElseThrow());
    }
  }
}
