package dev.ferry.embedded.simulation;

import dev.ferry.simulation.SimulatedCrash;
import org.jspecify.annotations.Nullable;

/**
 * A process that died does nothing more: what still runs while it unwinds meets the same end, and
 * uses up no other. One thread.
 */
final class DeadOnce implements Crashes {
  private final Crashes crashes;
  private @Nullable SimulatedCrash end;

  DeadOnce(Crashes crashes) {
    this.crashes = crashes;
  }

  @Override
  public void at(CrashPoint point) {
    if (end != null) {
      throw end;
    }
    try {
      crashes.at(point);
    } catch (SimulatedCrash crash) {
      end = crash;
      throw crash;
    }
  }

  /** The next process starts. */
  void restart() {
    end = null;
  }
}
