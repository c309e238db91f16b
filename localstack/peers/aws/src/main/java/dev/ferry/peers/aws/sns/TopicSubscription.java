package dev.ferry.peers.aws.sns;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A queue that has what a topic gets. Its attributes change while messages are published.
 *
 * <p>Guarded by its topic's lock.
 */
final class TopicSubscription {
  private static final Set<String> KNOWN =
      Set.of("RawMessageDelivery", "FilterPolicy", "FilterPolicyScope");

  private final String arn;
  private final String queueArn;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private FilterPolicy filter = FilterPolicy.ALL;

  TopicSubscription(String arn, String queueArn) {
    this.arn = arn;
    this.queueArn = queueArn;
  }

  String arn() {
    return arn;
  }

  String queueArn() {
    return queueArn;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  boolean raw() {
    return "true".equals(attributes.get("RawMessageDelivery"));
  }

  boolean wants(Publication publication) {
    return filter.passes(publication.attributes());
  }

  void set(String name, String value) {
    if (!KNOWN.contains(name)) {
      throw SnsError.invalid("AttributeName: this peer knows " + KNOWN + ", not " + name);
    }
    if (name.equals("FilterPolicyScope") && !value.equals("MessageAttributes")) {
      throw SnsError.invalid("FilterPolicyScope: this peer filters by attributes only");
    }
    if (name.equals("FilterPolicy")) {
      filter = FilterPolicy.parse(value);
    }
    attributes.put(name, value);
  }
}
