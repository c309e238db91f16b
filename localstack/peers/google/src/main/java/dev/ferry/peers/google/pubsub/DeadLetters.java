package dev.ferry.peers.google.pubsub;

import com.google.pubsub.v1.PubsubMessage;

/** What the service makes of a message that it forwards to a dead-letter topic: a new one. */
final class DeadLetters {
  private static final String PREFIX = "CloudPubSubDeadLetterSource";

  private DeadLetters() {}

  static PubsubMessage wrap(Stored stored, String subscription) {
    String[] parts = subscription.split("/", -1);
    return stored.message.toBuilder()
        .clearMessageId()
        .clearPublishTime()
        .putAttributes(PREFIX + "DeliveryCount", Integer.toString(stored.failures))
        .putAttributes(PREFIX + "Subscription", parts[3])
        .putAttributes(PREFIX + "SubscriptionProject", parts[1])
        .putAttributes(PREFIX + "TopicPublishTime", stored.publishedAt.toString())
        .build();
  }
}
