package dev.ferry.topology;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A topology file was refused. It carries every problem of the file at once, sorted by line, so
 * that one run is enough to mend it.
 */
public final class TopologyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an immutable list of records of text
  private final List<Problem> problems;

  /**
   * For what a reader of topologies found.
   *
   * @param file the name of the file, for the message
   * @param problems what is wrong with it, at least one problem
   */
  public TopologyException(String file, List<Problem> problems) {
    super(
        problems.stream()
            .map(problem -> file + ":" + problem)
            .collect(Collectors.joining("\n", file + " is refused:\n", "")));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, by line and then by path; never empty. */
  public List<Problem> problems() {
    return problems;
  }
}
