package dev.ferry.google;

import com.google.pubsub.v1.ReceivedMessage;
import java.time.Instant;
import java.util.List;

/**
 * A message that came and is not handed out yet.
 *
 * @param message as it came
 * @param receipt what settles it
 * @param at when it came
 */
record Arrived(ReceivedMessage message, Receipt receipt, Instant at) {
  /** What a stream brings. */
  static List<Arrived> streamed(List<ReceivedMessage> messages, Source source, Instant now) {
    Instant deadline = now.plusSeconds(source.leaseSeconds());
    return messages.stream().map(message -> of(message, source, now, deadline)).toList();
  }

  /** What a pull brings. */
  static Arrived pulled(ReceivedMessage message, Source source, Instant now) {
    return of(message, source, now, now.plusSeconds(source.ownSeconds()));
  }

  private static Arrived of(ReceivedMessage message, Source source, Instant now, Instant deadline) {
    String key = source.ordered() ? message.getMessage().getOrderingKey() : "";
    return new Arrived(message, new Receipt(source, message.getAckId(), key, deadline), now);
  }

  boolean keyed() {
    return !receipt.key().isEmpty();
  }

  KeyLocks.Key key() {
    return KeyLocks.Key.of(receipt);
  }
}
