package dev.ferry.testkit.exhaustive;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exploration found.
 *
 * @param violation what is wrong; null when nothing is
 * @param trace the shortest way to it, a step a line
 * @param worlds how many worlds were visited
 * @param transitions how many steps were tried
 * @param points how many points of the worker's code there are
 * @param lives how many records were seen
 */
record Exploration(
    @Nullable String violation,
    List<String> trace,
    int worlds,
    long transitions,
    int points,
    int lives) {
  /** The figures, and the trace of a violation. */
  @Override
  public String toString() {
    String figures =
        "%,d worlds, %,d transitions, %,d points of the code, %,d records"
            .formatted(worlds, transitions, points, lives);
    return violation == null
        ? "no violation in " + figures
        : violation + " (" + figures + "):\n  " + String.join("\n  ", trace);
  }
}
