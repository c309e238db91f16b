package dev.ferry.aws;

import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** Writes a filter as SNS's filter policy: of each attribute, one of its values. */
final class FilterPolicyJson {
  private FilterPolicyJson() {}

  static String of(Map<String, Set<String>> filter) {
    StringJoiner attributes = new StringJoiner(",", "{", "}");
    filter.forEach(
        (name, values) -> {
          StringJoiner any = new StringJoiner(",", "[", "]");
          values.forEach(value -> any.add(quoted(value)));
          attributes.add(quoted(name) + ":" + any);
        });
    return attributes.toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '"' || character == '\\') {
        quoted.append('\\').append(character);
      } else if (character < ' ') {
        quoted.append("\\u%04x".formatted((int) character));
      } else {
        quoted.append(character);
      }
    }
    return quoted.append('"').toString();
  }
}
