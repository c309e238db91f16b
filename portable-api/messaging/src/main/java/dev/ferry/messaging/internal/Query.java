package dev.ferry.messaging.internal;

import dev.ferry.messaging.MessagingException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The parameters of an address. */
public final class Query {
  private Query() {}

  /** Reads {@code name=value} pairs joined by {@code &}; refuses a name that occurs twice. */
  public static Map<String, String> parse(String uri, String query) {
    NavigableMap<String, String> parameters = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw MessagingException.invalid(
            "parse address '" + uri + "': a parameter must read name=value");
      }
      String name = decode(pair.substring(0, equals));
      if (parameters.put(name, decode(pair.substring(equals + 1))) != null) {
        throw MessagingException.invalid(
            "parse address '" + uri + "': parameter '" + name + "' occurs twice; keep one");
      }
    }
    return parameters;
  }

  /** Writes what {@link #parse} reads, with its question mark. */
  public static String print(Map<String, String> parameters) {
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(pair -> encode(pair.getKey()) + "=" + encode(pair.getValue()))
            .collect(Collectors.joining("&", "?", ""));
  }

  /** An unmodifiable copy. */
  public static NavigableMap<String, String> copy(Map<String, String> parameters) {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(parameters));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw MessagingException.invalid("parse address: bad percent escape in '" + text + "'");
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
