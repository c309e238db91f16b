package dev.ferry.topology.deploy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.SubscriptionSpec;
import dev.ferry.messaging.spi.TopicSpec;
import dev.ferry.topology.Handler;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Subscription;
import dev.ferry.topology.Topic;
import dev.ferry.topology.Topology;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Makes the channels of a topology on a broker; a deployment uses Terraform instead. */
public final class Channels {
  private static final Duration ORDERED_TOPIC_WINDOW = Duration.ofMinutes(5);

  private Channels() {}

  /**
   * Makes every queue, topic and subscription. Blocks for the service calls.
   *
   * @return the addresses, by the channels' names in the topology
   * @throws dev.ferry.messaging.MessagingException ALREADY_EXISTS when one is there with other
   *     settings; otherwise what the broker says
   */
  public static Map<String, Address> create(Topology topology, ChannelAdmin admin) {
    Map<String, Address> addresses = new LinkedHashMap<>();
    Map<String, Handler> readers = new HashMap<>();
    topology.handlers().values().forEach(handler -> readers.put(handler.source().queue(), handler));
    for (Queue queue : topology.queues().values()) {
      if (!readers.containsKey(queue.name())) {
        addresses.put(queue.name(), admin.createQueue(spec(topology, queue)));
      }
    }
    readers.forEach(
        (name, reader) -> {
          Queue queue = topology.queue(name);
          QueueSpec spec =
              spec(topology, queue)
                  .withDeadLetter(
                      queue.maxDeliveries(), topology.resourceName(reader.deadLetterQueue()));
          addresses.put(name, admin.createQueue(spec));
        });
    for (Topic topic : topology.topics().values()) {
      addresses.put(topic.name(), admin.createTopic(spec(topology, topic)));
    }
    topology.subscriptions().forEach(one -> admin.subscribe(spec(topology, one)));
    return addresses;
  }

  private static QueueSpec spec(Topology topology, Queue queue) {
    return new QueueSpec(
        topology.resourceName(queue.name()),
        queue.ordered(),
        queue.ackDeadline(),
        queue.retention(),
        0,
        null,
        queue.dedupWindow(),
        queue.partitions() > 1 ? queue.partitions() : 0);
  }

  private static TopicSpec spec(Topology topology, Topic topic) {
    return new TopicSpec(
        topology.resourceName(topic.name()),
        topic.ordered(),
        topic.ordered() ? ORDERED_TOPIC_WINDOW : Duration.ZERO);
  }

  private static SubscriptionSpec spec(Topology topology, Subscription subscription) {
    Map<String, Set<String>> filter = new LinkedHashMap<>();
    subscription
        .filter()
        .attributes()
        .forEach((name, values) -> filter.put(name, new HashSet<>(values)));
    return new SubscriptionSpec(
        topology.resourceName(subscription.topic()),
        topology.resourceName(subscription.queue()),
        filter);
  }
}
