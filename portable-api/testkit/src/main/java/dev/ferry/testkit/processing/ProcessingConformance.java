package dev.ferry.testkit.processing;

import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import dev.ferry.testkit.messaging.BrokerHarness;
import dev.ferry.testkit.messaging.SharedHarness;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The failure contract on a provider's broker. A provider extends it in a test of its own, named
 * {@code <Provider>ProcessingConformanceTest}.
 *
 * <p>A test that needs what {@link dev.ferry.messaging.Capabilities} denies is skipped, with the
 * reason; so is a known gap of the harness.
 */
@ExtendWith(ProcessingConformance.SharedBroker.class)
@ExtendWith(ProcessingConformance.SharedRecords.class)
public abstract class ProcessingConformance
    implements OutcomeTests,
        CrashTests,
        IdempotencyTests,
        StagedMessageTests,
        PoisonTests,
        KeyTests,
        RedrivePolicyTests {
  private @Nullable Stage stage;

  /** Reaches the broker that the tests of this class run against, once; the suite closes it. */
  protected abstract BrokerHarness openHarness();

  /** Where records are kept: in memory by default. The suite closes it. */
  protected IdempotencyStoreHarness openRecords() {
    return new RecordsInMemory();
  }

  @BeforeEach
  final void setStage(TestInfo test, BrokerHarness harness, IdempotencyStoreHarness records) {
    String name = test.getTestMethod().orElseThrow().getName();
    String gap = harness.knownGaps().get(name);
    Assumptions.assumeTrue(gap == null, () -> "known gap: " + gap);
    stage = new Stage(harness, records);
  }

  @Override
  public final Stage stage() {
    return Objects.requireNonNull(stage);
  }

  @AfterEach
  final void clearStage() {
    if (stage != null) {
      stage.close();
      stage = null;
    }
  }

  /** Opens the broker's harness that the class's tests share. */
  static final class SharedBroker extends SharedHarness<BrokerHarness> {
    SharedBroker() {
      super(BrokerHarness.class);
    }

    @Override
    protected BrokerHarness open(Object test) {
      return ((ProcessingConformance) test).openHarness();
    }
  }

  /** Opens the store's harness that the class's tests share. */
  static final class SharedRecords extends SharedHarness<IdempotencyStoreHarness> {
    SharedRecords() {
      super(IdempotencyStoreHarness.class);
    }

    @Override
    protected IdempotencyStoreHarness open(Object test) {
      return ((ProcessingConformance) test).openRecords();
    }
  }
}
