package dev.ferry.peers.azure.servicebus;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a client says of a message that it has locked. */
sealed interface Outcome {
  /** It is done and gone. */
  record Completed() implements Outcome {}

  /** It goes back, and the delivery counts. */
  record Abandoned(Map<String, Object> changes) implements Outcome {}

  /** It goes back, and the delivery never was. */
  record Released() implements Outcome {}

  /** It stays, for those who ask for its sequence number. */
  record Deferred(Map<String, Object> changes) implements Outcome {}

  /** It goes to the dead letters. */
  record DeadLettered(
      @Nullable String reason, @Nullable String description, Map<String, Object> changes)
      implements Outcome {}
}
