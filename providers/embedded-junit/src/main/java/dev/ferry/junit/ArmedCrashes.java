package dev.ferry.junit;

import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.embedded.simulation.Crashes;
import dev.ferry.simulation.SimulatedCrash;
import java.util.EnumSet;
import java.util.Set;

/** Crashes that a test has asked for, and those that come by chance. */
final class ArmedCrashes implements Crashes {
  private final Set<CrashPoint> armed = EnumSet.noneOf(CrashPoint.class);
  private final Crashes byChance;

  ArmedCrashes(Crashes byChance) {
    this.byChance = byChance;
  }

  void arm(CrashPoint point) {
    armed.add(point);
  }

  @Override
  public void at(CrashPoint point) {
    if (armed.remove(point)) {
      throw new SimulatedCrash(point.point());
    }
    byChance.at(point);
  }
}
