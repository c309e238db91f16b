package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Topic;
import dev.ferry.topology.Topology;
import dev.ferry.topology.internal.format.Names;

/** Names, with the prefix and with what a broker adds, are short enough and told apart. */
final class NameRules {

  private NameRules() {}

  static void check(Topology topology, Report report) {
    topology.queues().values().forEach(queue -> queue(queue, topology, report));
    for (Topic topic : topology.topics().values()) {
      channel(Paths.of(topic), topic.name(), topic.ordered(), topology, report);
      if (topology.queues().containsKey(topic.name())) {
        report.refuse(
            Paths.of(topic),
            "has the name of a queue, and Service Bus keeps both in one namespace",
            "Rename one of the two.");
      }
    }
    topology.handlers().values().forEach(handler -> handler(handler, topology, report));
  }

  private static void queue(Queue queue, Topology topology, Report report) {
    channel(whereSaid(queue, topology, report), queue.name(), queue.ordered(), topology, report);
  }

  /** The queue's own lines, or else the handler that it belongs to. */
  private static String whereSaid(Queue queue, Topology topology, Report report) {
    if (report.says(Paths.of(queue))) {
      return Paths.of(queue);
    }
    return topology.handlers().values().stream()
        .filter(
            handler ->
                queue.name().equals(handler.source().queue())
                    || queue.name().equals(handler.deadLetterQueue())
                    || handler.redrive().parkQueue().filter(queue.name()::equals).isPresent())
        .findFirst()
        .map(Paths::of)
        .orElse(Paths.of(queue));
  }

  private static void channel(
      String path, String name, boolean ordered, Topology topology, Report report) {
    String full = topology.resourceName(name) + (ordered ? Names.ORDERED_SUFFIX : "");
    tooLong(path, full, Names.LONGEST_CHANNEL, "SQS", report);
  }

  private static void handler(Handler handler, Topology topology, Report report) {
    String full = topology.resourceName(handler.name());
    tooLong(Paths.of(handler), full, Names.LONGEST_HANDLER, "Service Bus", report);
  }

  private static void tooLong(String path, String full, int longest, String who, Report report) {
    if (full.length() > longest) {
      report.refuse(
          path,
          "makes the name '%s', which is %d characters long, and %s allows %d"
              .formatted(full, full.length(), who, longest),
          "Shorten the name or the namePrefix.");
    }
  }
}
