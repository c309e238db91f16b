package dev.ferry.google;

import com.google.pubsub.v1.ReceivedMessage;
import java.time.Instant;

/**
 * A message that came and is not handed out yet.
 *
 * @param message as it came
 * @param receipt what settles it
 * @param at when it came
 */
record Arrived(ReceivedMessage message, Receipt receipt, Instant at) {
  /** What a stream brings. */
  static Arrived streamed(ReceivedMessage message, Source source, Instant now) {
    return of(message, source, now, source.leaseSeconds());
  }

  /** What a pull brings. */
  static Arrived pulled(ReceivedMessage message, Source source, Instant now) {
    return of(message, source, now, source.ownSeconds());
  }

  private static Arrived of(ReceivedMessage message, Source source, Instant now, int leaseSeconds) {
    String key = source.ordered() ? message.getMessage().getOrderingKey() : "";
    Instant deadline = now.plusSeconds(leaseSeconds);
    return new Arrived(message, new Receipt(source, message.getAckId(), key, deadline), now);
  }

  boolean keyed() {
    return !receipt.key().isEmpty();
  }

  KeyLocks.Key key() {
    return KeyLocks.Key.of(receipt);
  }
}
