package dev.ferry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The example of the package's documentation, compiled and run. */
class PackageExampleTest {
  private final List<String> redelivered = new ArrayList<>();

  @Test
  void example_firstAckIsDropped_redeliversAfterThirtySeconds() {
    String message = "order 7";

    VirtualClock clock = VirtualClock.create();
    Faults faults =
        FaultPlan.seeded(42).with(Fault.DUPLICATE, 0.2).once(Fault.DROP_ACK, "ack").start();

    ScheduledFuture<?> redelivery =
        clock.scheduler().schedule(() -> redeliver(message), 30, TimeUnit.SECONDS);
    if (!faults.strikes(Fault.DROP_ACK, "ack")) {
      redelivery.cancel(false);
    }
    clock.advance(Duration.ofSeconds(30)); // unless it was cancelled, redelivers in this thread

    assertThat(faults.struck(Fault.DROP_ACK, "ack")).isEqualTo(1);
    assertThat(redelivered).containsExactly("order 7");
  }

  private void redeliver(String message) {
    redelivered.add(message);
  }
}
