package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Source;
import dev.ferry.topology.Topic;

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
   * The settings of the queue {@code name}, one of the dead or parked letters of {@code handler}.
   */
  static String deadLetters(Handler handler, String name, String key, Report report) {
    return report.says("queues." + name) ? "queues." + name : of(handler, key);
  }
}
