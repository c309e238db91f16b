package dev.ferry.embedded;

import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.simulation.VirtualClock;
import dev.ferry.testkit.messaging.BrokerHarness;
import java.time.Duration;

/** The broker in memory, on a clock that the suite moves. */
public class EmbeddedHarness implements BrokerHarness {
  private final VirtualClock clock = VirtualClock.create();
  private final EmbeddedBroker broker = EmbeddedBroker.create(clock);

  @Override
  public MessagingProvider open() {
    return EmbeddedProvider.of(broker);
  }

  @Override
  public Timeline timeline() {
    return broker.timeline();
  }

  @Override
  public void advance(Duration span) {
    clock.advance(span);
  }

  @Override
  public void close() {}
}
