package dev.ferry.peers.google.pubsub;

import java.time.Duration;
import java.util.List;

/** Who gets a subscription's messages: a pull, a stream, or an endpoint. Called under the lock. */
interface Receiver {
  /** How many messages it takes now. */
  int room();

  /** How long it holds them at first. */
  Duration lease(Duration ofSubscription);

  /** How many of one key it takes at once. */
  default int perKey() {
    return Integer.MAX_VALUE;
  }

  /** Takes them; must not block. */
  void deliver(List<Stored> messages);

  /** One of its messages is with it no longer. */
  default void settled(String ackId) {}

  /** The subscription is gone. */
  void end();
}
