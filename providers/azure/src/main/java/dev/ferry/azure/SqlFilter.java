package dev.ferry.azure;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A subscription's filter in the SQL of Service Bus's rules. */
final class SqlFilter {
  private SqlFilter() {}

  /** For each attribute one of its values. */
  static String of(Map<String, Set<String>> filter) {
    return filter.entrySet().stream()
        .map(wanted -> "user.[" + wanted.getKey() + "] IN (" + values(wanted.getValue()) + ")")
        .collect(Collectors.joining(" AND "));
  }

  private static String values(Set<String> values) {
    return values.stream()
        .map(value -> "'" + value.replace("'", "''") + "'")
        .collect(Collectors.joining(", "));
  }
}
