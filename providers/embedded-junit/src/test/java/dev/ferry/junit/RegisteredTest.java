package dev.ferry.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Codec;
import dev.ferry.processing.Application;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.VirtualClock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application that needs something of the test: here its clock, and a list to write to. */
class RegisteredTest {
  private final VirtualClock clock = VirtualClock.create();
  private final List<Instant> shipped = new ArrayList<>();

  @RegisterExtension
  final FerryExtension ferry =
      FerryExtension.of(
          () ->
              TestSystem.builder(shop(clock, shipped), "shop.yaml")
                  .clock(clock)
                  .faults(plan -> plan.with(Fault.DUPLICATE, 1)));

  private static Application shop(InstantSource clock, List<Instant> shipped) {
    return wiring -> {
      wiring.handler("ship", Codec.utf8(), () -> (order, run) -> shipped.add(clock.instant()));
      wiring.handler("announce", Codec.utf8(), () -> (parcel, run) -> {});
    };
  }

  @Test
  void order_isShippedWhenItComes(TestSystem system) {
    system.publish("orders", "figs");

    system.runUntilIdle();

    assertThat(system.clock()).isSameAs(clock);
    assertThat(system.broker().faults().struck(Fault.DUPLICATE)).isEqualTo(1);
    assertThat(shipped).containsExactly(Instant.parse("2026-01-01T00:00:00Z"));
  }
}
