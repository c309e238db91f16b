package dev.ferry.cli.run;

import dev.ferry.host.aws.LocalFunctions;
import dev.ferry.host.aws.MappingCounts;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.topology.Topology;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What the functions do, as it changes: on a terminal a table that is drawn anew, elsewhere a line
 * for each handler whose numbers changed.
 */
final class Status {
  private final PrintStream out;
  private final boolean terminal;
  private final ChannelAdmin admin;
  private List<String> shown = List.of();

  Status(PrintStream out, boolean terminal, ChannelAdmin admin) {
    this.out = out;
    this.terminal = terminal;
    this.admin = admin;
  }

  /** Shows it each second until somebody stops it. */
  void showUntil(
      CountDownLatch stopped,
      LocalFunctions functions,
      Map<String, Address> channels,
      Topology topology)
      throws InterruptedException {
    do {
      show(lines(functions, channels, topology));
    } while (!stopped.await(1, TimeUnit.SECONDS));
  }

  private List<String> lines(
      LocalFunctions functions, Map<String, Address> channels, Topology topology) {
    List<String> lines = new ArrayList<>();
    functions
        .counts()
        .forEach(
            (handler, counts) -> {
              String queue = topology.handler(handler).source().queue();
              lines.add(line(handler, counts, Objects.requireNonNull(channels.get(queue))));
            });
    return lines;
  }

  private String line(String handler, MappingCounts counts, Address queue) {
    long waiting = admin.depth(queue).map(ChannelAdmin.Depth::total).orElse(0L);
    return "%-24s %7d in queue %3d running %8d handled %6d given back %4d errors %3d crashes"
        .formatted(
            handler,
            waiting,
            counts.running(),
            counts.handled(),
            counts.failed(),
            counts.functionErrors(),
            counts.processesLost());
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
