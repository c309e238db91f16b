package dev.ferry.cli.demo;

import dev.ferry.cli.demo.DemoSettings.Without;
import dev.ferry.messaging.Address;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerPlan;
import dev.ferry.samples.orders.OrdersApp;
import dev.ferry.topology.Topology;
import dev.ferry.topology.deploy.Plans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The order system's topology, and the plans that the demo makes of it. */
final class DemoTopology {
  private DemoTopology() {}

  /** The sample's file. */
  static Topology read() {
    try (InputStream in =
        Objects.requireNonNull(OrdersApp.class.getResourceAsStream("topology.yaml"))) {
      return Topology.parse("topology.yaml", in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The sample's file in one of its environments. */
  static Topology forEnvironment(String name) {
    return read().forEnvironment(name);
  }

  /** The plan of every handler, without records where the demo leaves them out. */
  static ApplicationPlan plan(
      Topology topology, Map<String, Address> channels, DemoSettings settings) {
    ApplicationPlan plan = Plans.of(topology, channels);
    if (settings.without() != Without.IDEMPOTENCY) {
      return plan;
    }
    return new ApplicationPlan(
        plan.handlers().stream().map(DemoTopology::withoutStore).toList(), plan.channels());
  }

  private static HandlerPlan withoutStore(HandlerPlan handler) {
    return handler.withSettings(handler.settings().withGuarantee(Guarantee.AT_LEAST_ONCE));
  }
}
