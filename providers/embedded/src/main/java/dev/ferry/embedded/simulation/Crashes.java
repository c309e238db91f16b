package dev.ferry.embedded.simulation;

import dev.ferry.simulation.Faults;

/** Decides where a simulated process dies. Asked on the thread that runs the workers. */
@FunctionalInterface
public interface Crashes {
  /**
   * Called whenever a message comes by a point.
   *
   * @throws dev.ferry.simulation.SimulatedCrash to die there
   */
  void at(CrashPoint point);

  /** The process never dies. */
  static Crashes none() {
    return point -> {};
  }

  /** It dies where {@link dev.ferry.simulation.Fault#CRASH} strikes at {@link CrashPoint#point}. */
  static Crashes of(Faults faults) {
    return point -> faults.crashPoint(point.point());
  }
}
