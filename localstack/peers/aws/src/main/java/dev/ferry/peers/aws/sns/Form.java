package dev.ferry.peers.aws.sns;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request; lists and maps are spelt in the names, as {@code
 * Attributes.entry.1.key}.
 *
 * @param pairs by name
 * @param prefix what all names that are asked for begin with
 */
record Form(Map<String, String> pairs, String prefix) {

  static Form parse(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Form(pairs, "");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Nullable String get(String name) {
    return pairs.get(prefix + name);
  }

  String required(String name) {
    String value = get(name);
    if (value == null || value.isEmpty()) {
      throw SnsError.invalid(name);
    }
    return value;
  }

  /** The forms of {@code name.member.1}, {@code name.member.2} and so on. */
  List<Form> members(String name) {
    return numbered(name + ".member.");
  }

  private List<Form> numbered(String name) {
    List<Form> members = new ArrayList<>();
    for (int number = 1; ; number++) {
      String start = prefix + name + number + ".";
      if (pairs.keySet().stream().noneMatch(key -> key.startsWith(start))) {
        return members;
      }
      members.add(new Form(pairs, start));
    }
  }

  /** The forms of {@code name.entry.1} and so on. */
  List<Form> entries(String name) {
    return numbered(name + ".entry.");
  }

  /** A map, whose entries have {@code key} and {@code value}. */
  Map<String, String> map(String name) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Form entry : entries(name)) {
      String value = entry.get("value");
      map.put(entry.required("key"), value == null ? "" : value);
    }
    return map;
  }
}
