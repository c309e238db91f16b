package dev.ferry.testkit.messaging;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every broker behind Ferry does. A provider extends it in a test of its own, named {@code
 * <Provider>MessagingConformanceTest}, and says how to reach its broker.
 *
 * <p>A test that needs what {@link dev.ferry.messaging.Capabilities} denies is skipped, with the
 * reason; so is a known gap of the harness.
 */
@ExtendWith(MessagingConformance.Shared.class)
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
  private @Nullable Scene scene;

  /** Reaches the broker that the tests of this class run against, once; the suite closes it. */
  protected abstract BrokerHarness openHarness();

  @BeforeEach
  final void setScene(TestInfo test, BrokerHarness harness) {
    String name = test.getTestMethod().orElseThrow().getName();
    String gap = harness.knownGaps().get(name);
    Assumptions.assumeTrue(gap == null, () -> "known gap: " + gap);
    scene = new Scene(harness);
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

  /** Opens the harness that the class's tests share. */
  static final class Shared extends SharedHarness<BrokerHarness> {
    Shared() {
      super(BrokerHarness.class);
    }

    @Override
    protected BrokerHarness open(Object test) {
      return ((MessagingConformance) test).openHarness();
    }
  }
}
