package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A queue has one reader, and one for dead letters has none. */
final class SharingRules {

  private SharingRules() {}

  static void check(List<Handler> handlers, Topology topology, Report report) {
    Map<String, Handler> readers = new HashMap<>();
    Set<String> graves =
        topology.handlers().values().stream()
            .flatMap(
                handler ->
                    Stream.concat(
                        Stream.of(handler.deadLetterQueue()),
                        handler.redrive().parkQueue().stream()))
            .collect(Collectors.toSet());
    for (Handler handler : handlers) {
      String queue = handler.source().queue();
      Handler first = readers.putIfAbsent(queue, handler);
      if (first != null) {
        report.refuse(
            Paths.of(handler, "source"),
            "reads the queue '%s', which handler '%s' reads too: each would miss messages"
                .formatted(queue, first.name()),
            "Publish to a topic, and let each handler read the topic.");
      }
      if (graves.contains(queue)) {
        report.refuse(
            Paths.of(handler, "source"),
            "reads the queue '" + queue + "', where dead letters wait for their cause to be mended",
            "Redrive them to their own handler instead: 'redrive.mode: automatic'.");
      }
    }
  }
}
