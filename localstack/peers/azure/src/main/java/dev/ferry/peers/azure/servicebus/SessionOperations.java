package dev.ferry.peers.azure.servicebus;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.qpid.proton.amqp.Binary;

/** The requests about sessions. */
final class SessionOperations {
  private final Entities entities;
  private final String entity;

  SessionOperations(Entities entities, String entity) {
    this.entities = entities;
    this.entity = entity;
  }

  Map<String, Management.Operation> byName() {
    return Map.of(
        "renew-session-lock", this::renew,
        "get-session-state", this::state,
        "set-session-state", this::keep);
  }

  private Queue queue() {
    return entities.queue(entity).orElseThrow(() -> Entities.notFound(entity));
  }

  private static String session(Map<String, Object> body) {
    return (String) Objects.requireNonNull(body.get("session-id"), "session-id");
  }

  private Answer renew(Map<String, Object> body) {
    return Answer.of(Map.of("expiration", Date.from(queue().renewSession(session(body)))));
  }

  private Answer state(Map<String, Object> body) {
    byte[] state = queue().sessions().state(session(body));
    Map<String, Object> answer = new HashMap<>();
    answer.put("session-state", state == null ? null : new Binary(state));
    return Answer.of(answer);
  }

  private Answer keep(Map<String, Object> body) {
    Binary state = (Binary) body.get("session-state");
    queue().sessions().keep(session(body), state == null ? null : Amqp.bytes(state));
    return Answer.of(Map.of());
  }
}
