package dev.ferry.benchmarks;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints figures, each with the bound that it is held to. Not safe for use by several threads. */
public final class Bounds {
  private final PrintStream out;
  private boolean allHold = true;

  /** Nothing is held yet. */
  public Bounds(PrintStream out) {
    this.out = out;
  }

  /** A figure that should be {@code limit} or less. */
  public void atMost(String what, double figure, double limit) {
    print(what, figure, "<=", limit, figure <= limit);
  }

  /** A figure that should be {@code limit} or more. */
  public void atLeast(String what, double figure, double limit) {
    print(what, figure, ">=", limit, figure >= limit);
  }

  /** A figure that is held to nothing. */
  public void told(String what, double figure) {
    out.printf(Locale.ROOT, "%-62s %10.3f%n", what, figure);
  }

  private void print(String what, double figure, String relation, double limit, boolean holds) {
    allHold &= holds;
    out.printf(
        Locale.ROOT,
        "%-62s %10.3f  %s %-7s %s%n",
        what,
        figure,
        relation,
        limit,
        holds ? "holds" : "DOES NOT HOLD");
  }

  /** Whether all that was printed holds. */
  public boolean allHold() {
    return allHold;
  }

  /** The value in the middle; NaN of none. */
  public static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }
}
