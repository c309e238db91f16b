package dev.ferry.cli.demo;

import dev.ferry.embedded.simulation.CrashPoint;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import dev.ferry.simulation.Seed;
import dev.ferry.simulation.SeededRandom;

/** Where processes die: at each point once, early enough that every run comes by. */
final class CrashPlan {
  private CrashPlan() {}

  static FaultPlan of(DemoSettings settings, int inputs) {
    FaultPlan plan = FaultPlan.seeded(settings.seed());
    if (!settings.crash()) {
      return plan;
    }
    SeededRandom random = Seed.of(settings.seed()).child("crashes").random();
    for (CrashPoint point : CrashPoint.values()) {
      plan = plan.at(Fault.CRASH, point.point(), 1 + random.nextInt(most(point, inputs)));
    }
    return plan;
  }

  /** How often every run comes by: there are few dead letters. */
  private static int most(CrashPoint point, int inputs) {
    return point == CrashPoint.AFTER_DEAD_LETTER ? 1 : Math.max(1, inputs / 10);
  }
}
