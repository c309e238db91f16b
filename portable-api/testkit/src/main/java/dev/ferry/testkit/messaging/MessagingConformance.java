package dev.ferry.testkit.messaging;

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
 * What every broker behind Ferry does. A provider extends it in a test of its own, named {@code
 * <Provider>MessagingConformanceTest}, and says how to reach its broker.
 *
 * <p>A test that needs what {@link dev.ferry.messaging.Capabilities} denies is skipped, with the
 * reason; so is a known gap of the harness.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class MessagingConformance
    implements PublishTests,
        LimitTests,
        ForeignMessageTests,
        BatchTests,
        SettleTests,
        LeaseTests,
        RedeliveryTests,
        DeliveryCountTests,
        OrderingTests,
        DeduplicationTests,
        DeadLetterTests,
        RedriveTests,
        OperationsTests,
        TopicTests,
        PeekTests,
        ReplayTests,
        ConcurrencyTests,
        LifecycleTests {
  private @Nullable BrokerHarness harness;
  private @Nullable Scene scene;

  /** Reaches the broker that the tests of this class run against, once; the suite closes it. */
  protected abstract BrokerHarness openHarness();

  @BeforeAll
  final void setUp() {
    harness = openHarness();
  }

  @BeforeEach
  final void setScene(TestInfo test) {
    BrokerHarness reached = Objects.requireNonNull(harness);
    String name = test.getTestMethod().orElseThrow().getName();
    String gap = reached.knownGaps().get(name);
    Assumptions.assumeTrue(gap == null, () -> "known gap: " + gap);
    scene = new Scene(reached);
  }

  @Override
  public final Scene scene() {
    return Objects.requireNonNull(scene);
  }

  @AfterEach
  final void clearScene() {
    if (scene != null) {
      scene.close();
      scene = null;
    }
  }

  @AfterAll
  final void tearDown() {
    if (harness != null) {
      harness.close();
    }
  }
}
