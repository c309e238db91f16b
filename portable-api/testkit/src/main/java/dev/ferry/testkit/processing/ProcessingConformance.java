package dev.ferry.testkit.processing;

import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import dev.ferry.testkit.messaging.BrokerHarness;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * The failure contract on a provider's broker. A provider extends it in a test of its own, named
 * {@code <Provider>ProcessingConformanceTest}.
 *
 * <p>A test that needs what {@link dev.ferry.messaging.Capabilities} denies is skipped, with the
 * reason; so is a known gap of the harness.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProcessingConformance
    implements OutcomeTests,
        CrashTests,
        IdempotencyTests,
        StagedMessageTests,
        PoisonTests,
        KeyTests,
        RedrivePolicyTests {
  private @Nullable BrokerHarness harness;
  private @Nullable IdempotencyStoreHarness records;
  private @Nullable Stage stage;

  /** Reaches the broker that the tests of this class run against, once; the suite closes it. */
  protected abstract BrokerHarness openHarness();

  /** Where records are kept: in memory by default. The suite closes it. */
  protected IdempotencyStoreHarness openRecords() {
    return new RecordsInMemory();
  }

  @BeforeAll
  final void setUp() {
    harness = openHarness();
    records = openRecords();
  }

  @BeforeEach
  final void setStage(TestInfo test) {
    BrokerHarness reached = Objects.requireNonNull(harness);
    String name = test.getTestMethod().orElseThrow().getName();
    String gap = reached.knownGaps().get(name);
    Assumptions.assumeTrue(gap == null, () -> "known gap: " + gap);
    stage = new Stage(reached, Objects.requireNonNull(records));
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

  @AfterAll
  final void tearDown() {
    if (records != null) {
      records.close();
    }
    if (harness != null) {
      harness.close();
    }
  }
}
