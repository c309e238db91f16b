package dev.ferry.processing.internal;

import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the leases of turns longer, the broker's and the record's, a third of a lease at a time:
 * while they wait, and while they run within their budget and grace. Safe for use by any number of
 * threads.
 */
public final class Heartbeat {
  private final Map<Turn, Pulse> pulses = new ConcurrentHashMap<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final HandlerSettings settings;
  private final Services services;

  /** A heart that does not beat yet. */
  public Heartbeat(HandlerSettings settings, Services services) {
    this.settings = settings;
    this.services = services;
  }

  /** Whether a claim may run out while its handler runs, stops and is written down. */
  public static boolean isNeededFor(HandlerSettings settings) {
    Duration longest = settings.budget().plus(settings.grace().multipliedBy(2));
    return settings.lease().compareTo(longest) < 0;
  }

  /** Beats for a turn until it is over, or removed. */
  public void add(Turn turn) {
    Pulse pulse = new Pulse(turn, settings, services, () -> pulses.containsKey(turn));
    pulses.put(turn, pulse);
    pulse.start();
    if (stopped.get()) {
      remove(turn);
    }
  }

  /** Stops beating for a turn. */
  public void remove(Turn turn) {
    pulses.remove(turn);
    turn.stopBeating();
  }

  /** Stops beating. */
  public void stop() {
    stopped.set(true);
    pulses.keySet().forEach(this::remove);
  }
}
