package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Source;
import dev.ferry.topology.Topic;
import dev.ferry.topology.Topology;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Where the file says, or would say, the things of the model. */
final class Paths {

  private Paths() {}

  static String of(Handler handler) {
    return "handlers." + handler.name();
  }

  static String of(Handler handler, String key) {
    return of(handler) + "." + key;
  }

  static String of(Queue queue) {
    return "queues." + queue.name();
  }

  static String of(Topic topic) {
    return "topics." + topic.name();
  }

  /** The settings of the queue that {@code handler} reads. */
  static String queueOf(Handler handler) {
    return handler.source() instanceof Source.FromTopic
        ? of(handler, "source.ownQueue")
        : "queues." + handler.source().queue();
  }

  /**
   * The queues that the file says, by the path of their settings. The others are made to fit every
   * broker, or take after these.
   */
  static Map<String, Queue> queues(Topology topology, Predicate<String> says) {
    Map<String, Queue> queues = new LinkedHashMap<>();
    topology.queues().values().stream()
        .filter(queue -> says.test(of(queue)))
        .forEach(queue -> queues.put(of(queue), queue));
    topology.handlers().values().stream()
        .filter(handler -> handler.source() instanceof Source.FromTopic)
        .forEach(handler -> queues.put(queueOf(handler), topology.queueOf(handler)));
    return queues;
  }

  /**
   * The settings of the queue {@code name}, one of the dead or parked letters of {@code handler}.
   */
  static String deadLetters(Handler handler, String name, String key, Report report) {
    return report.says("queues." + name) ? "queues." + name : of(handler, key);
  }
}
