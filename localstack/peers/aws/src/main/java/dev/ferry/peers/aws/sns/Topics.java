package dev.ferry.peers.aws.sns;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** All topics of one account and region. Safe for use by several threads. */
final class Topics {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}(\\.fifo)?");

  private final Map<String, Topic> byArn = new ConcurrentHashMap<>();
  private final String arnPrefix;
  private final InstantSource clock;
  private final QueueSender queues;

  Topics(String region, String account, InstantSource clock, QueueSender queues) {
    this.arnPrefix = "arn:aws:sns:" + region + ":" + account + ":";
    this.clock = clock;
    this.queues = queues;
  }

  /** The topic of this name: the one there is, or a new one. */
  Topic create(String name, Map<String, String> attributes) {
    if (!NAME.matcher(name).matches()) {
      throw SnsError.invalid("Topic Name");
    }
    if (name.endsWith(".fifo") != "true".equals(attributes.get("FifoTopic"))) {
      throw SnsError.invalid("a FIFO topic's name ends in .fifo, and no other's");
    }
    Topic topic =
        byArn.computeIfAbsent(arnPrefix + name, arn -> new Topic(arn, attributes, clock, queues));
    if (!topic.attributes().equals(attributes)) {
      throw SnsError.invalid("Attributes Reason: Topic already exists with different attributes");
    }
    return topic;
  }

  Topic get(String arn) {
    Topic topic = byArn.get(arn);
    if (topic == null) {
      throw SnsError.notFound("Topic");
    }
    return topic;
  }

  /** The topic of a subscription, whose ARN is the topic's and an id. */
  Topic ofSubscription(String subscriptionArn) {
    int last = subscriptionArn.lastIndexOf(':');
    Topic topic = last < 0 ? null : byArn.get(subscriptionArn.substring(0, last));
    if (topic == null) {
      throw SnsError.notFound("Subscription");
    }
    return topic;
  }

  void delete(String arn) {
    byArn.remove(arn);
  }

  List<String> arns() {
    return byArn.keySet().stream().sorted().toList();
  }
}
