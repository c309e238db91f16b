package dev.ferry.testkit.exhaustive;

/**
 * One step from a world to another.
 *
 * @param event what happens
 * @param world the world after it
 */
record Step(Event event, World world) {
  /** A step that no worker makes. */
  static Step of(String what, World world) {
    return of(-1, what, world);
  }

  /** A step of a worker's that tells its code nothing. */
  static Step of(int worker, String what, World world) {
    return new Step(new Event(worker, what, null), world);
  }
}
