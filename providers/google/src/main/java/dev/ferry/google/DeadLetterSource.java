package dev.ferry.google;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What Pub/Sub says of a message that it dead-lettered itself, in attributes of the new message.
 *
 * @param attributes those that the sender set
 * @param deliveries how often it was delivered; 0 for one that was not dead-lettered
 * @param from the address of the subscription; null for one that was not dead-lettered
 * @see <a
 *     href="https://cloud.google.com/pubsub/docs/handling-failures#how_dead_letter_topics_work">the
 *     attributes</a>
 */
record DeadLetterSource(Map<String, String> attributes, int deliveries, @Nullable String from) {
  private static final String PREFIX = "CloudPubSubDeadLetterSource";
  private static final String COUNT = PREFIX + "DeliveryCount";
  private static final String SUBSCRIPTION = PREFIX + "Subscription";
  private static final String PROJECT = PREFIX + "SubscriptionProject";

  /** Never throws, whatever a sender sent. */
  static DeadLetterSource read(Map<String, String> attributes) {
    String subscription = attributes.get(SUBSCRIPTION);
    if (subscription == null) {
      return new DeadLetterSource(attributes, 0, null);
    }
    Map<String, String> own = new TreeMap<>(attributes);
    own.keySet().removeIf(name -> name.startsWith(PREFIX));
    String project = attributes.getOrDefault(PROJECT, "");
    String from =
        PubSubAddress.SCHEME
            + ":"
            + (project.isEmpty() ? "" : project + "/")
            + queueOf(subscription);
    return new DeadLetterSource(own, count(attributes.get(COUNT)), from);
  }

  /** A queue's further subscriptions are that queue. */
  private static String queueOf(String subscription) {
    int from = subscription.indexOf(".from.");
    return from < 1 ? subscription : subscription.substring(0, from);
  }

  private static int count(@Nullable String number) {
    try {
      return number == null ? 0 : Math.max(0, Integer.parseInt(number));
    } catch (NumberFormatException none) {
      return 0;
    }
  }
}
