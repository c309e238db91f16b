package dev.ferry.peers.google.pubsub;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;

/** A message as a subscriber gets it. */
final class Received {
  private Received() {}

  /** The number of the attempt is there only where a dead-letter policy is. */
  static ReceivedMessage of(Stored stored, Subscription subscription) {
    ReceivedMessage.Builder received =
        ReceivedMessage.newBuilder().setAckId(stored.ackId).setMessage(stored.message);
    return subscription.hasDeadLetterPolicy()
        ? received.setDeliveryAttempt(stored.attempt()).build()
        : received.build();
  }
}
