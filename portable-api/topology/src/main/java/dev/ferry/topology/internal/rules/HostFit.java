package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Handler;
import dev.ferry.topology.HostAbilities;
import dev.ferry.topology.HostAbilities.Broker;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Topic;
import dev.ferry.topology.Topology;
import dev.ferry.topology.internal.format.Draft;
import dev.ferry.topology.internal.yaml.Places;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Fits defaults to what a host can do; what the file says itself was checked, and stays. */
public final class HostFit {

  private HostFit() {}

  /**
   * The model of {@code topology} with batches, ack deadlines, message sizes, partitions and
   * deduplication windows that the host has.
   */
  public static Draft fit(Topology topology, Draft said, HostAbilities abilities, Places places) {
    Map<String, Handler> handlers = new LinkedHashMap<>();
    for (Handler handler : topology.handlers().values()) {
      boolean stays = places.has(Paths.of(handler, "batch.size"));
      int most = abilities.batches().max(topology.queueOf(handler));
      handlers.put(handler.name(), stays ? handler : handler.withBatchOfAtMost(most));
    }
    Map<String, Queue> queues = new LinkedHashMap<>();
    topology
        .queues()
        .forEach((name, queue) -> queues.put(name, fitting(queue, abilities.broker())));
    Map<String, Topic> topics = new LinkedHashMap<>();
    topology
        .topics()
        .forEach((name, topic) -> topics.put(name, fitting(topic, abilities.broker())));
    return said.with(queues, topics, handlers);
  }

  private static Queue fitting(Queue queue, Broker broker) {
    Duration longest = broker.longestAckDeadline();
    boolean remembersAnyway =
        queue.ordered() && broker.dedup().orderedOnly() && queue.dedupWindow().isZero();
    return new Queue(
        queue.name(),
        queue.ordered(),
        broker.partitions() ? queue.partitions() : 1,
        queue.delay(),
        queue.retention(),
        queue.ackDeadline().compareTo(longest) <= 0 ? queue.ackDeadline() : longest,
        Math.min(queue.maxMessageBytes(), broker.maxMessageBytes()),
        remembersAnyway ? broker.dedup().shortest() : queue.dedupWindow(),
        queue.resource());
  }

  private static Topic fitting(Topic topic, Broker broker) {
    return new Topic(
        topic.name(),
        topic.ordered(),
        Math.min(topic.maxMessageBytes(), broker.maxTopicMessageBytes()),
        topic.resource());
  }
}
