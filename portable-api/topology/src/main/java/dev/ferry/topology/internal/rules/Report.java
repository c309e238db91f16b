package dev.ferry.topology.internal.rules;

import dev.ferry.topology.internal.yaml.Places;
import dev.ferry.topology.internal.yaml.Problems;

/** What rules tell, by paths of the model; it knows where in the file they are written. */
public final class Report {

  private final Places places;
  private final Problems problems;

  /** Tells {@code problems} at the places of a tree. */
  public Report(Places places, Problems problems) {
    this.places = places;
    this.problems = problems;
  }

  /** Whether the file says something at {@code path}; else a default holds there. */
  boolean says(String path) {
    return places.has(path);
  }

  /** Whether nothing at {@code path} or under it has a problem yet. */
  boolean sound(String path) {
    return !problems.within(places.at(path).path());
  }

  /** What is at {@code path} breaks a rule. */
  void refuse(String path, String message, String nextStep) {
    problems.add(places.at(path), message, nextStep);
  }
}
