package dev.ferry.peers.aws.dynamodb;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, or of one write in it; what is not known here is refused. */
final class Request {
  private final Map<String, Object> fields;

  private Request(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Parameters of which all are among those that are served. */
  static Request of(@Nullable Object json, Set<String> served) throws DynamoError {
    Map<String, Object> fields = asObject(json);
    Set<String> unknown = new TreeSet<>(fields.keySet());
    unknown.removeAll(served);
    if (!unknown.isEmpty()) {
      throw DynamoError.invalid("Parameters that are not served here: " + unknown);
    }
    return new Request(fields);
  }

  private static Map<String, Object> asObject(@Nullable Object json) throws DynamoError {
    if (!(json instanceof Map<?, ?> object)) {
      throw DynamoError.of("SerializationException", "An object is expected");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    object.forEach((name, value) -> fields.put(String.valueOf(name), value));
    return fields;
  }

  String text(String name) throws DynamoError {
    String text = textOrNull(name);
    if (text == null) {
      throw DynamoError.invalid("The parameter '" + name + "' is required but was not present");
    }
    return text;
  }

  @Nullable String textOrNull(String name) {
    return fields.get(name) instanceof String text ? text : null;
  }

  boolean is(String name, String expected) {
    return expected.equals(fields.get(name));
  }

  boolean flag(String name, boolean otherwise) {
    return fields.get(name) instanceof Boolean flag ? flag : otherwise;
  }

  int number(String name, int otherwise) {
    return fields.get(name) instanceof Long number ? Math.toIntExact(number) : otherwise;
  }

  /** An object; empty where there is none. */
  Map<String, Object> object(String name) throws DynamoError {
    return asObject(fields.getOrDefault(name, Map.of()));
  }

  /** A list; empty where there is none. */
  List<?> list(String name) {
    return fields.get(name) instanceof List<?> list ? list : List.of();
  }

  /** Everything. */
  Map<String, Object> fields() {
    return fields;
  }
}
