package dev.ferry.topology.internal.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/** Pieces of a JSON Schema, with their keys in the order they are given, so that it can be kept. */
public final class JsonSchemas {

  private JsonSchemas() {}

  /** A schema that says only what type a value has. */
  public static Map<String, Object> type(String type) {
    return with(Map.of(), "type", type);
  }

  /** {@code schema} and one keyword more. */
  public static Map<String, Object> with(Map<String, ?> schema, String keyword, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(schema);
    more.put(keyword, value);
    return more;
  }

  /** A schema of text that matches {@code pattern} whole. */
  static Map<String, Object> pattern(String pattern) {
    return with(type("string"), "pattern", "^(" + pattern + ")$");
  }

  /** A schema of numbers, both bounds included. */
  static Map<String, Object> range(String type, int least, int most) {
    return with(with(type(type), "minimum", least), "maximum", most);
  }
}
