package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Source;
import dev.ferry.topology.Topology;
import dev.ferry.topology.internal.schema.Nearest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a handler names is in the file. */
final class ReferenceRules {

  private static final String SOURCE = "source";

  private ReferenceRules() {}

  /** Whether the handler has one source that is there; what else it names is told only. */
  static boolean hold(Handler handler, Topology topology, Report report) {
    publishes(handler, topology, report);
    return oneSource(handler, report) && sourceIsThere(handler, topology, report);
  }

  private static boolean oneSource(Handler handler, Report report) {
    String source = Paths.of(handler, SOURCE);
    boolean hasQueue = handler.source() instanceof Source.FromQueue;
    if (hasQueue && handler.source().queue().isEmpty()) {
      report.refuse(
          source, "names neither a queue nor a topic", "Add 'queue: NAME' or 'topic: NAME'.");
      return false;
    }
    if (!hasQueue && report.says(source + ".queue")) {
      report.refuse(
          source,
          "names both a queue and a topic",
          "Keep one; settings of the queue behind a topic are 'ownQueue'.");
      return false;
    }
    return !hasQueue || onlyQueue(source, report);
  }

  private static boolean onlyQueue(String source, Report report) {
    for (String key : List.of("filter", "ownQueue", "direct", "onFailure")) {
      if (report.says(source + "." + key)) {
        report.refuse(
            source + "." + key,
            "is only for a topic, but the source is a queue",
            "Remove it, or read a topic; a queue's own settings are under 'queues'.");
        return false;
      }
    }
    return true;
  }

  private static boolean sourceIsThere(Handler handler, Topology topology, Report report) {
    String path = Paths.of(handler, SOURCE);
    if (handler.source() instanceof Source.FromTopic from) {
      return isThere("topic", from.subscription().topic(), topology.topics().keySet(), path, report)
          && ownQueueIsFree(handler, report)
          && onFailureIsThere(from, topology, path, report);
    }
    return declared(topology, report).contains(handler.source().queue())
        || missing("queue", handler.source().queue(), declared(topology, report), path, report);
  }

  private static boolean onFailureIsThere(
      Source.FromTopic from, Topology topology, String path, Report report) {
    return from.onFailure().isEmpty()
        || isThere(
            "queue", from.onFailure(), declared(topology, report), path + ".onFailure", report);
  }

  private static boolean ownQueueIsFree(Handler handler, Report report) {
    if (!report.says("queues." + handler.name())) {
      return true;
    }
    report.refuse(
        Paths.of(handler),
        "has a queue of its own behind the topic, and 'queues' has another of that name",
        "Rename one of the two; settings of the handler's own are under 'source.ownQueue'.");
    return false;
  }

  private static void publishes(Handler handler, Topology topology, Report report) {
    Set<String> channels = declared(topology, report);
    channels.addAll(topology.topics().keySet());
    for (int i = 0; i < handler.publishes().size(); i++) {
      String path = Paths.of(handler, "publishes[" + i + "]");
      isThere("queue or topic", handler.publishes().get(i), channels, path, report);
    }
  }

  private static boolean isThere(
      String kind, String name, Collection<String> known, String path, Report report) {
    return known.contains(name) || missing(kind, name, known, path, report);
  }

  private static boolean missing(
      String kind, String name, Collection<String> known, String path, Report report) {
    report.refuse(
        path,
        "names the " + kind + " '" + name + "', which the file does not have",
        Nearest.orElse(
            name,
            known,
            "Add it under '" + kind.replace(" or ", "s' or '") + "s', or correct the name."));
    return false;
  }

  /** The queues under {@code queues}: others are reached only by their handlers. */
  private static Set<String> declared(Topology topology, Report report) {
    Set<String> declared = new LinkedHashSet<>(topology.queues().keySet());
    declared.removeIf(name -> !report.says("queues." + name));
    return declared;
  }
}
