package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Ordering;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Source;
import dev.ferry.topology.Topic;
import dev.ferry.topology.Topology;
import dev.ferry.topology.internal.schema.Sizes;

/** What a topic takes reaches the handler whole, and in order if order is asked for. */
final class ChannelRules implements HandlerRule {

  @Override
  public void check(Handler handler, Topology topology, Report report) {
    Queue queue = topology.queueOf(handler);
    if (handler.ordering() == Ordering.BY_KEY && !queue.ordered()) {
      report.refuse(
          Paths.of(handler, "ordering"),
          "is by-key, but the queue '" + queue.name() + "' is not ordered",
          "Set 'ordered: true' at " + Paths.queueOf(handler) + ", or remove 'ordering'.");
    }
    if (handler.source() instanceof Source.FromTopic from) {
      behind(topology.topic(from.subscription().topic()), queue, Paths.queueOf(handler), report);
    }
  }

  private static void behind(Topic topic, Queue queue, String path, Report report) {
    if (queue.ordered() && !topic.ordered()) {
      report.refuse(
          path + ".ordered",
          "is true, but the topic '" + topic.name() + "' has lost the order already",
          "Set 'ordered: true' at " + Paths.of(topic) + ", or remove it here.");
    }
    if (queue.maxMessageBytes() < topic.maxMessageBytes()) {
      report.refuse(
          path + ".maxMessageSize",
          "is %s, but the topic '%s' takes messages of %s, which would not reach the handler"
              .formatted(
                  Sizes.write(queue.maxMessageBytes()),
                  topic.name(),
                  Sizes.write(topic.maxMessageBytes())),
          "Remove it here, or lower the topic's.");
    }
  }
}
