package dev.ferry.topology.internal.yaml;

import dev.ferry.topology.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of a file, each once. Not thread-safe. */
public final class Problems {

  private static final Comparator<Problem> BY_LINE =
      Comparator.comparingInt(Problem::line).thenComparing(Problem::path);

  private final Set<Problem> found = new LinkedHashSet<>();

  /** Adds a problem of the value at {@code place}. */
  public void add(Place place, String message, String nextStep) {
    found.add(new Problem(place.line(), place.path(), message, nextStep));
  }

  /** Adds those that are not there yet. */
  public void addAll(Collection<Problem> problems) {
    found.addAll(problems);
  }

  /**
   * Adds what was found when an environment was laid over the file, where it is not there yet. Of
   * what stands elsewhere in the file it is said that only this environment makes it a problem.
   */
  public void addFrom(String environment, Problems other) {
    for (Problem problem : other.found) {
      if (found.contains(problem)
          || problem.path().startsWith("environments." + environment + ".")) {
        found.add(problem);
      } else {
        String message = "in environment '" + environment + "': " + problem.message();
        found.add(new Problem(problem.line(), problem.path(), message, problem.nextStep()));
      }
    }
  }

  /** Whether nothing was found. */
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether a problem lies at {@code path} or under it. */
  public boolean within(String path) {
    return found.stream()
        .map(Problem::path)
        .anyMatch(at -> at.equals(path) || at.startsWith(path + ".") || at.startsWith(path + "["));
  }

  /** What was found, by line and then by path. */
  public List<Problem> sorted() {
    return found.stream().sorted(BY_LINE).toList();
  }
}
