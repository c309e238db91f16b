package dev.ferry.topology.internal.rules;

import dev.ferry.topology.HostAbilities.Broker;
import dev.ferry.topology.HostAbilities.Dedup;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Topic;
import dev.ferry.topology.Topology;

/** What the host's broker cannot do of the queues and topics. */
final class HostChannelRules {

  private final Broker broker;
  private final Limits limits;

  HostChannelRules(Broker broker, Limits limits) {
    this.broker = broker;
    this.limits = limits;
  }

  void check(Topology topology) {
    Paths.queues(topology, limits::says).forEach(this::queue);
    for (Topic topic : topology.topics().values()) {
      size(Paths.of(topic), topic.maxMessageBytes(), broker.maxTopicMessageBytes());
      topic.existing().ifPresent(name -> existing(Paths.of(topic), name));
    }
  }

  private void queue(String path, Queue queue) {
    limits.atMost(path + ".delay", queue.delay(), broker.longestDelay());
    limits.atMost(path + ".retention", queue.retention(), broker.longestRetention());
    limits.atLeast(path + ".retention", queue.retention(), broker.shortestRetention());
    size(path, queue.maxMessageBytes(), broker.maxMessageBytes());
    if (limits.says(path + ".ackDeadline")) {
      limits.atMost(path + ".ackDeadline", queue.ackDeadline(), broker.longestAckDeadline());
      limits.atLeast(path + ".ackDeadline", queue.ackDeadline(), broker.shortestAckDeadline());
    }
    if (limits.says(path + ".partitions") && !broker.partitions()) {
      limits.refuse(
          path + ".partitions",
          "has no number of partitions to choose: it orders by key without",
          "Remove it.");
    }
    if (!queue.dedupWindow().isZero()) {
      dedup(path, queue, broker.dedup());
    }
    queue.existing().ifPresent(name -> existing(path, name));
  }

  /** A default is fitted. */
  private void size(String path, long bytes, long most) {
    String size = path + ".maxMessageSize";
    if (limits.says(size)) {
      limits.bytesAtMost(size, bytes, most);
    }
  }

  private void dedup(String path, Queue queue, Dedup dedup) {
    String window = path + ".dedupWindow";
    limits.atMost(window, queue.dedupWindow(), dedup.longest());
    limits.atLeast(window, queue.dedupWindow(), dedup.shortest());
    if (dedup.orderedOnly() && !queue.ordered()) {
      limits.refuse(
          window,
          "remembers deduplication ids in ordered queues only",
          "Remove it, or set 'ordered: true'; handlers are idempotent without it.");
    }
  }

  private void existing(String path, String name) {
    if (name.startsWith("arn:") && !broker.namedByArn()) {
      limits.refuse(
          path + ".existing",
          "does not know ARNs",
          "Name a resource of that cloud, in an environment of its own.");
    }
  }
}
