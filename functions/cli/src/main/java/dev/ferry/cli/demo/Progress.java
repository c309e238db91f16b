package dev.ferry.cli.demo;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/**
 * A bar on a terminal; elsewhere a line for each tenth that is published, and then one now and then
 * while effects come. On the stream for people, never on stdout.
 */
final class Progress {
  private static final int WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final long NEXT_LINE_NANOS = 10_000_000_000L;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private long toldAt;
  private long tenths;
  private long effectsTold;

  Progress(PrintStream out, boolean terminal) {
    this(out, terminal, System::nanoTime);
  }

  Progress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.toldAt = nanoTime.getAsLong() - REDRAW_NANOS;
  }

  /** So many of the inputs are published, so many effects are in the ledger. */
  void at(long published, long inputs, long effects) {
    long now = nanoTime.getAsLong();
    if (terminal) {
      draw(published, inputs, effects, now);
    } else if (isNews(published, inputs, effects, now)) {
      toldAt = now;
      effectsTold = effects;
      out.printf("published %d of %d, %d effects%n", published, inputs, effects);
    }
  }

  private boolean isNews(long published, long inputs, long effects, long now) {
    long before = tenths;
    tenths = inputs == 0 ? 0 : published * 10 / inputs;
    return tenths > before
        || (published == inputs && effects > effectsTold && now - toldAt >= NEXT_LINE_NANOS);
  }

  private void draw(long published, long inputs, long effects, long now) {
    if (now - toldAt < REDRAW_NANOS) {
      return;
    }
    toldAt = now;
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
