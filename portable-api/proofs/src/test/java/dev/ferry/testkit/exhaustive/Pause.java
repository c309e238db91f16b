package dev.ferry.testkit.exhaustive;

/**
 * Stops a worker's code at a call whose answer is not known. An {@link Error}, so that no handling
 * of failures takes it for one; nothing that ends with it may reach the outside.
 */
final class Pause extends Error {
  private static final long serialVersionUID = 1;

  Pause() {
    super("paused", null, false, false);
  }
}
