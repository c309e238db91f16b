package dev.ferry.topology.internal.yaml;

import dev.ferry.topology.Problem;

/** The text is not YAML that can be read on: nothing behind this problem is known. */
public final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized: caught where the file is read
  private final Problem problem;

  Unreadable(Place place, String message, String nextStep) {
    super(message);
    this.problem = new Problem(place.line(), place.path(), message, nextStep);
  }

  /** What stopped the reader. */
  public Problem problem() {
    return problem;
  }
}
