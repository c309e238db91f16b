package dev.ferry.peers.azure.servicebus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The queues, topics and subscriptions of a broker, by path. Guarded by the broker. */
final class Entities {
  private static final String SUBSCRIPTIONS = "/subscriptions/";
  private static final String DEAD_LETTERS = "/$deadletterqueue";

  private final Map<String, Queue> queues = new LinkedHashMap<>();
  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final Surroundings around;

  Entities(Surroundings around) {
    this.around = around;
  }

  /** Paths are compared without case, and an address may be a whole URI or begin with a slash. */
  static String path(String address) {
    String path = address;
    int scheme = path.indexOf("://");
    if (scheme >= 0) {
      path = path.substring(Math.max(path.indexOf('/', scheme + 3), 0));
    }
    return (path.startsWith("/") ? path.substring(1) : path).toLowerCase(Locale.ROOT);
  }

  void createQueue(QueueOptions options) {
    requireNew(options.name());
    queues.put(path(options.name()), Queue.create(options, around, this::queue));
  }

  void createTopic(String name, Duration duplicates) {
    requireNew(name);
    topics.put(path(name), new Topic(new DuplicateWindow(duplicates), around));
  }

  private void requireNew(String name) {
    if (queues.containsKey(path(name)) || topics.containsKey(path(name))) {
      throw new Refusal(Condition.ALREADY_EXISTS, "'" + name + "' exists already.");
    }
  }

  void createSubscription(String topic, QueueOptions options, List<Rule> rules) {
    Topic parent = Optional.ofNullable(topics.get(path(topic))).orElseThrow(() -> notFound(topic));
    if (parent.subscription(options.name()).isPresent()) {
      throw new Refusal(
          Condition.ALREADY_EXISTS, "'" + options.name() + "' exists already in '" + topic + "'.");
    }
    QueueOptions inTopic = options.named(topic + "/Subscriptions/" + options.name());
    parent.add(
        options.name(), new Topic.Subscription(Queue.create(inTopic, around, this::queue), rules));
  }

  /** Removes a queue, a topic with its subscriptions, or a subscription; nothing if it is away. */
  void delete(String address) {
    String path = path(address);
    int at = path.indexOf(SUBSCRIPTIONS);
    if (at < 0) {
      queues.remove(path);
      topics.remove(path);
    } else {
      Optional.ofNullable(topics.get(path.substring(0, at)))
          .ifPresent(topic -> topic.remove(path.substring(at + SUBSCRIPTIONS.length())));
    }
  }

  /** What can be sent to. */
  Destination destination(String address) {
    Topic topic = topics.get(path(address));
    return topic == null ? queue(address).orElseThrow(() -> notFound(address)) : topic;
  }

  /** The queue, subscription or dead letters at an address. */
  Optional<Queue> queue(String address) {
    String path = path(address);
    if (path.endsWith(DEAD_LETTERS)) {
      return queue(path.substring(0, path.length() - DEAD_LETTERS.length()))
          .map(Queue::deadLetters);
    }
    return path.contains(SUBSCRIPTIONS)
        ? subscription(path).map(Topic.Subscription::queue)
        : Optional.ofNullable(queues.get(path));
  }

  Optional<Topic.Subscription> subscription(String address) {
    String path = path(address);
    int at = path.indexOf(SUBSCRIPTIONS);
    return at < 0
        ? Optional.empty()
        : Optional.ofNullable(topics.get(path.substring(0, at)))
            .flatMap(topic -> topic.subscription(path.substring(at + SUBSCRIPTIONS.length())));
  }

  /** Whether there is something at an address. */
  boolean exists(String address) {
    return topics.containsKey(path(address)) || queue(address).isPresent();
  }

  /** Every queue and subscription. */
  Collection<Queue> all() {
    List<Queue> all = new ArrayList<>(queues.values());
    topics.values().forEach(topic -> all.addAll(topic.queues()));
    return all;
  }

  /** How much each holds, by its name. */
  Map<String, Counts> counts() {
    Map<String, Counts> counts = new LinkedHashMap<>();
    all().forEach(queue -> counts.put(queue.options().name(), queue.counts()));
    return counts;
  }

  static Refusal notFound(String address) {
    return new Refusal(
        Condition.NOT_FOUND, "The messaging entity '" + address + "' could not be found.");
  }
}
