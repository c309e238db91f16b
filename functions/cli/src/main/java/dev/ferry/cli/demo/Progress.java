package dev.ferry.cli.demo;

import java.io.PrintStream;

/**
 * A bar on a terminal, a line for each tenth elsewhere; on the stream for people, never on stdout.
 */
final class Progress {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream out;
  private final boolean terminal;
  private long drawnAt;
  private long tenths;

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** So many of the inputs are published, so many effects are in the ledger. */
  void at(long published, long inputs, long effects) {
    if (terminal) {
      draw(published, inputs, effects);
    } else if (inputs > 0 && published * 10 / inputs > tenths) {
      tenths = published * 10 / inputs;
      out.printf("published %d of %d, %d effects%n", published, inputs, effects);
    }
  }

  private void draw(long published, long inputs, long effects) {
    long now = System.nanoTime();
    if (now - drawnAt < REDRAW_NANOS) {
      return;
    }
    drawnAt = now;
    int full = inputs == 0 ? WIDTH : (int) (published * WIDTH / inputs);
    out.printf(
        "\r[%s%s] %d of %d published, %d effects ",
        "#".repeat(full), ".".repeat(WIDTH - full), published, inputs, effects);
    out.flush();
  }

  /** Clears the bar. */
  void done() {
    if (terminal) {
      out.print("\r" + " ".repeat(WIDTH + 60) + "\r");
      out.flush();
    }
  }
}
