package dev.ferry.cli.demo;

import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.operations.DeadLetter;
import dev.ferry.processing.deadletter.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a dead letter says of itself.
 *
 * @param handler whose it is
 * @param id the message
 * @param reason why it is one
 * @param attempts how often its handler ran in its last round; what the broker counted, where it
 *     made it one
 * @param exception the last failure and its causes, a line each; empty where nobody saw one
 */
record Story(String handler, String id, String reason, int attempts, String exception) {
  private static final Set<String> SEEN_TO_FAIL =
      Set.of(Reason.REJECTED.name(), Reason.UNDECODABLE.name(), Reason.FAILED_AT_MOST_ONCE.name());

  static Story of(String handler, DeadLetter letter) {
    ShortEnvelope summary = letter.envelope().summary();
    return new Story(
        handler, letter.id(), summary.reason(), summary.attempts(), letter.envelope().chain());
  }

  /** Whether it says why, how often, and by which failure where one was seen. */
  boolean complete() {
    return !reason.isEmpty()
        && attempts > 0
        && (!exception.isEmpty() || !SEEN_TO_FAIL.contains(reason));
  }

  /** The fields of its JSON object, in their order. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("handler", handler);
    fields.put("id", id);
    fields.put("reason", reason);
    fields.put("attempts", attempts);
    fields.put("exception", exception);
    return fields;
  }
}
