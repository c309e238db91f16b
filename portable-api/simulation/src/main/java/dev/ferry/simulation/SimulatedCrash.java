package dev.ferry.simulation;

/**
 * The end of a simulated process at a named point: nothing after that point may happen. It is an
 * {@link Error} so that no handling of failures takes it for one of its own; code that catches it
 * to clean up must neither settle a message nor write to a store, and must throw it on. Only the
 * simulation, which then starts a new process, ends it.
 */
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1;

  private final String point;

  public SimulatedCrash(String point) {
    super("simulated crash at " + point);
    this.point = point;
  }

  /** Returns where the process ended, as given to {@link Faults#crashPoint}. */
  public String point() {
    return point;
  }
}
