package dev.ferry.messaging.internal;

import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The wire form of what Ferry adds to a message: one attribute, form-urlencoded pairs, version 1.
 *
 * <pre>
 * v=1&amp;id=order-1&amp;t=1700000000000&amp;round=1&amp;attempts=5&amp;first=...&amp;source=...&amp;ct=...&amp;ce=...
 * &amp;a.NAME=folded user attribute&amp;n.NAME=note</pre>
 *
 * <p>A reader skips pairs it does not know, so that version 1 may grow; a text of a newer version
 * still gives its id. Golden vectors are kept under {@code src/test/resources/wire}.
 */
public final class Metadata {
  /** The version that is written. */
  static final int VERSION = 1;

  /** More than any broker's attribute can hold; a longer text is refused unread. */
  static final int MAX_CHARS = 1 << 20;

  private static final int MAX_PAIRS = 1000;

  private Metadata() {}

  /** The attribute's value for {@code message}, with these of its attributes folded into it. */
  public static String encode(Message message, Map<String, String> folded) {
    StringBuilder text = new StringBuilder("v=").append(VERSION);
    add(text, "id", message.id());
    Instant timestamp = message.timestamp();
    if (timestamp != null) {
      add(text, "t", Long.toString(timestamp.toEpochMilli()));
    }
    History history = message.history();
    if (history.round() > 0) {
      add(text, "round", Integer.toString(history.round()));
    }
    if (history.attempts() > 0) {
      add(text, "attempts", Integer.toString(history.attempts()));
    }
    Instant first = history.firstSeen();
    if (first != null) {
      add(text, "first", Long.toString(first.toEpochMilli()));
    }
    add(text, "source", history.source());
    add(text, "ct", message.contentType());
    add(text, "ce", message.contentEncoding());
    new TreeMap<>(folded).forEach((name, value) -> add(text, "a." + name, value));
    message.notes().forEach((name, value) -> add(text, "n." + name, value));
    return text.toString();
  }

  private static void add(StringBuilder text, String name, @Nullable String value) {
    if (value != null) {
      text.append('&').append(encoded(name)).append('=').append(encoded(value));
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Reads what {@link #encode} or a newer version wrote; never throws. */
  public static Decoded decode(String text) {
    Map<String, String> pairs;
    try {
      pairs = pairs(text);
    } catch (IllegalArgumentException malformed) {
      return new Malformed(String.valueOf(malformed.getMessage()), null);
    }
    String id = pairs.get("id");
    if (id == null || id.isBlank() || id.length() > 256) {
      return new Malformed("no id of 1 to 256 characters", null);
    }
    try {
      return read(pairs, id);
    } catch (IllegalArgumentException malformed) {
      return new Malformed(String.valueOf(malformed.getMessage()), id);
    }
  }

  private static Map<String, String> pairs(String text) {
    if (text.length() > MAX_CHARS) {
      throw new IllegalArgumentException("longer than " + MAX_CHARS + " characters");
    }
    Map<String, String> pairs = new HashMap<>();
    for (int from = 0; from <= text.length(); ) {
      int end = text.indexOf('&', from);
      end = end < 0 ? text.length() : end;
      int equals = text.indexOf('=', from);
      if (equals < 0 || equals >= end) {
        throw new IllegalArgumentException("a pair without '='");
      }
      String name = decoded(text.substring(from, equals));
      if (pairs.put(name, decoded(text.substring(equals + 1, end))) != null) {
        throw new IllegalArgumentException("a name that occurs twice");
      }
      if (pairs.size() > MAX_PAIRS) {
        throw new IllegalArgumentException("more than " + MAX_PAIRS + " pairs");
      }
      from = end + 1;
    }
    return pairs;
  }

  private static String decoded(String text) {
    String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
    if (decoded.indexOf('\uFFFD') >= 0 && !text.contains("%EF%BF%BD") && !text.contains("\uFFFD")) {
      throw new IllegalArgumentException("a text that is not UTF-8");
    }
    return decoded;
  }

  private static Decoded read(Map<String, String> pairs, String id) {
    int version = number(pairs, "v", -1);
    if (version < 1) {
      throw new IllegalArgumentException("no version");
    }
    NavigableMap<String, String> folded = new TreeMap<>();
    NavigableMap<String, String> notes = new TreeMap<>();
    pairs.forEach(
        (name, value) -> {
          if (name.startsWith("a.") && name.length() > 2) {
            folded.put(name.substring(2), value);
          } else if (name.startsWith("n.") && name.length() > 2) {
            notes.put(name.substring(2), value);
          }
        });
    History history =
        new History(
            atLeastZero(number(pairs, "round", 0)),
            atLeastZero(number(pairs, "attempts", 0)),
            instant(pairs, "first"),
            pairs.get("source"));
    return new Read(
        version, id, instant(pairs, "t"), history, pairs.get("ct"), pairs.get("ce"), folded, notes);
  }

  private static int atLeastZero(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("a negative number");
    }
    return number;
  }

  private static int number(Map<String, String> pairs, String name, int absent) {
    String text = pairs.get(name);
    return text == null ? absent : Integer.parseInt(text);
  }

  private static @Nullable Instant instant(Map<String, String> pairs, String name) {
    String text = pairs.get(name);
    return text == null ? null : Instant.ofEpochMilli(Long.parseLong(text));
  }

  /** What a text turned out to be. */
  public sealed interface Decoded permits Read, Malformed {}

  /** A text that could be read. */
  public record Read(
      int version,
      String id,
      @Nullable Instant timestamp,
      History history,
      @Nullable String contentType,
      @Nullable String contentEncoding,
      NavigableMap<String, String> folded,
      NavigableMap<String, String> notes)
      implements Decoded {}

  /** A text that could not, with the reason and the id if that much could be read: poison. */
  public record Malformed(String reason, @Nullable String id) implements Decoded {}
}
