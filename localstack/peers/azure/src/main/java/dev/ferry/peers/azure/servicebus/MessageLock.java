package dev.ferry.peers.azure.servicebus;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that a receiver has.
 *
 * @param token names the lock
 * @param message what is locked
 * @param until when the lock ends; of a session's message, the session's lock says it
 * @param holder the link that has it; null if it was asked for by its sequence number
 */
record MessageLock(UUID token, StoredMessage message, Instant until, @Nullable Object holder) {
  MessageLock until(Instant later) {
    return new MessageLock(token, message, later, holder);
  }

  byte[] bytes() {
    return message.bytes(until);
  }
}
