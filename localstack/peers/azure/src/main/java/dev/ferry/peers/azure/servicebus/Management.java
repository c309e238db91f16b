package dev.ferry.peers.azure.servicebus;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.message.Message;

/** The management node of an entity: operations by their names. */
final class Management implements Function<Message, Answer> {
  /** Does what the body of a request asks. */
  interface Operation extends Function<Map<String, Object>, Answer> {}

  private static final String VENDOR = "com.microsoft:";

  private final Map<String, Operation> operations = new HashMap<>();

  Management(Entities entities, String entity) {
    operations.putAll(new MessageOperations(entities, entity).byName());
    operations.putAll(new SessionOperations(entities, entity).byName());
    operations.putAll(new RuleOperations(entities, entity).byName());
  }

  @Override
  public Answer apply(Message request) {
    String name = String.valueOf(Amqp.properties(request).get("operation"));
    Operation operation =
        operations.get(name.startsWith(VENDOR) ? name.substring(VENDOR.length()) : name);
    if (operation == null) {
      throw new Refusal(Condition.NOT_IMPLEMENTED, "This peer has no operation " + name + ".");
    }
    return operation.apply(body(request));
  }

  @SuppressWarnings("unchecked") // The protocol says that a request is a map by names.
  private static Map<String, Object> body(Message request) {
    return request.getBody() instanceof AmqpValue value && value.getValue() instanceof Map
        ? (Map<String, Object>) value.getValue()
        : Map.of();
  }
}
