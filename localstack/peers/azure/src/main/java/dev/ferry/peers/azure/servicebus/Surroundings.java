package dev.ferry.peers.azure.servicebus;

import dev.ferry.simulation.Faults;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What every queue of a broker shares.
 *
 * @param clock the broker's time
 * @param faults what goes wrong
 * @param changed is told which queue may have something for its receivers
 */
record Surroundings(InstantSource clock, Faults faults, Consumer<Queue> changed) {
  Instant now() {
    return clock.instant();
  }
}
