package dev.ferry.peers.azure.servicebus;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.jspecify.annotations.Nullable;

/** What a client means by an outcome of AMQP, or by a status that it asks a management node for. */
final class Outcomes {
  private static final String REASON = "DeadLetterReason";
  private static final String DESCRIPTION = "DeadLetterErrorDescription";

  private Outcomes() {}

  /**
   * By the outcome of a disposition.
   *
   * @throws Refusal when it is none
   */
  static Outcome of(@Nullable Object state) {
    if (state instanceof Accepted) {
      return new Outcome.Completed();
    }
    if (state instanceof Released) {
      return new Outcome.Released();
    }
    if (state instanceof Modified modified) {
      Map<String, Object> changes = named(modified.getMessageAnnotations());
      return Boolean.TRUE.equals(modified.getUndeliverableHere())
          ? new Outcome.Deferred(changes)
          : new Outcome.Abandoned(changes);
    }
    if (state instanceof Rejected rejected) {
      Map<String, Object> info =
          rejected.getError() == null ? Map.of() : named(rejected.getError().getInfo());
      return deadLetter(text(info.remove(REASON)), text(info.remove(DESCRIPTION)), info);
    }
    throw new Refusal(Condition.NOT_ALLOWED, "A disposition without an outcome.");
  }

  /**
   * By the status of an update-disposition request.
   *
   * @throws Refusal when it is none
   */
  static Outcome of(Map<String, Object> request) {
    Map<String, Object> changes = named((Map<?, ?>) request.get("properties-to-modify"));
    String status = String.valueOf(request.get("disposition-status"));
    return switch (status) {
      case "completed" -> new Outcome.Completed();
      case "abandoned" -> new Outcome.Abandoned(changes);
      case "defered", "deferred" -> new Outcome.Deferred(changes);
      case "suspended" ->
          deadLetter(
              text(request.get("deadletter-reason")),
              text(request.get("deadletter-description")),
              changes);
      default -> throw new Refusal(Condition.BAD_ARGUMENT, "No disposition status: " + status);
    };
  }

  private static Outcome deadLetter(
      @Nullable String reason, @Nullable String description, Map<String, Object> changes) {
    return new Outcome.DeadLettered(reason, description, changes);
  }

  private static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static Map<String, Object> named(@Nullable Map<?, ?> map) {
    Map<String, Object> named = new LinkedHashMap<>();
    if (map != null) {
      map.forEach((name, value) -> named.put(name.toString(), value));
    }
    return named;
  }
}
