package dev.ferry.cli.run;

import dev.ferry.cli.cloud.Functions;
import dev.ferry.cli.cloud.Functions.Counts;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.HandlerPlan;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What the functions do, as it changes: on a terminal a table that is drawn anew, elsewhere a line
 * for each handler whose numbers changed.
 */
final class Status {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final PrintStream out;
  private final boolean terminal;
  private final ChannelAdmin admin;
  private final ApplicationPlan plan;
  private List<String> shown = List.of();

  Status(PrintStream out, boolean terminal, ChannelAdmin admin, ApplicationPlan plan) {
    this.out = out;
    this.terminal = terminal;
    this.admin = admin;
    this.plan = plan;
  }

  /** Shows it each second until somebody stops it. */
  void showUntil(Stop stop, Functions functions) throws InterruptedException {
    do {
      Map<String, Counts> counts = functions.counts();
      show(plan.handlers().stream().map(handler -> line(handler, counts)).toList());
    } while (!stop.asked(SECOND));
  }

  private String line(HandlerPlan handler, Map<String, Counts> told) {
    String name = handler.settings().handler();
    long waiting = admin.depth(handler.source()).map(ChannelAdmin.Depth::total).orElse(0L);
    String line = "%-24s %7d in queue".formatted(name, waiting);
    Counts counts = told.get(name);
    return counts == null
        ? line
        : line
            + " %3d running %8d handled %6d given back %4d errors %3d crashes"
                .formatted(
                    counts.running(),
                    counts.handled(),
                    counts.givenBack(),
                    counts.errors(),
                    counts.crashes());
  }

  private void show(List<String> lines) {
    if (terminal && !shown.isEmpty()) {
      out.printf("\033[%dA", shown.size());
    }
    for (int i = 0; i < lines.size(); i++) {
      if (terminal) {
        out.printf("\033[2K%s%n", lines.get(i));
      } else if (shown.isEmpty() || !shown.get(i).equals(lines.get(i))) {
        out.println(lines.get(i));
      }
    }
    shown = lines;
  }
}
