package dev.ferry.testkit.idempotency;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What every idempotency store does: races, fencing, lost answers, crashes, time, batches, refused
 * calls, commits. A provider extends it in a test of its own and says how to open its store.
 *
 * <p>The tests of effects that are committed with a completion are skipped where the store is not
 * transactional; nothing else is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class IdempotencyStoreConformance
    implements ClaimTests,
        FencingTests,
        LostResponseTests,
        CrashTests,
        TimeTests,
        BatchTests,
        ThrottleTests,
        RaceTests,
        OutboxTests,
        BranchTests,
        CommitTests {
  private @Nullable IdempotencyStoreHarness harness;
  private @Nullable Scene scene;

  /** Opens what the tests of this class run against, once; the suite closes it. */
  protected abstract IdempotencyStoreHarness openHarness();

  @BeforeAll
  final void setUp() {
    harness = openHarness();
  }

  @BeforeEach
  final void setScene() {
    scene = new Scene(Objects.requireNonNull(harness));
  }

  @Override
  public final Scene scene() {
    return Objects.requireNonNull(scene);
  }

  @AfterEach
  final void clearScene() {
    scene().close();
  }

  @AfterAll
  final void tearDown() {
    if (harness != null) {
      harness.close();
    }
  }
}
