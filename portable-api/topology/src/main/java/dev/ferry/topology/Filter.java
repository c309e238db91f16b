package dev.ferry.topology;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a topic a subscription takes: those that have, for every attribute named here,
 * one of its values. A filter that names no attribute takes every message. Immutable.
 *
 * @param attributes attribute names to the values they may have, in the order of the file
 */
public record Filter(Map<String, List<String>> attributes) {

  /** Copies the map and its lists. */
  public Filter {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    attributes.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    attributes = Collections.unmodifiableMap(copy);
  }

  /** Takes every message. */
  public static Filter all() {
    return new Filter(Map.of());
  }

  /** Whether it takes every message. */
  public boolean takesAll() {
    return attributes.isEmpty();
  }

  /** Whether it takes a message with these attributes; values are compared exactly. */
  public boolean matches(Map<String, String> message) {
    return attributes.entrySet().stream()
        .allMatch(wanted -> takes(wanted.getValue(), message.get(wanted.getKey())));
  }

  private static boolean takes(List<String> values, @Nullable String value) {
    return value != null && values.contains(value);
  }
}
