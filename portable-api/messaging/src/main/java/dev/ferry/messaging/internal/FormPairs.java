package dev.ferry.messaging.internal;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Form-urlencoded pairs: {@code name=value} joined by {@code &}, UTF-8 behind percent signs.
 *
 * <p>The reader is strict where the JDK's replaces or guesses: what it accepts has one meaning. It
 * reads on behind a flaw, so that what is sound can still be used.
 *
 * @param pairs the sound ones, sorted by name, unmodifiable; none whose name occurs twice
 * @param flaw the first thing that is wrong, without any of the text; null when nothing is
 */
public record FormPairs(NavigableMap<String, String> pairs, @Nullable String flaw) {
  /** Copies the pairs. */
  public FormPairs {
    pairs = Pairs.copy(pairs);
  }

  /**
   * Reads whatever was sent; never throws.
   *
   * @param max how many pairs there may be; what comes behind them is not read
   */
  public static FormPairs parse(String text, int max) {
    NavigableMap<String, String> pairs = new TreeMap<>();
    Set<String> twice = new HashSet<>();
    String flaw = null;
    int from = 0;
    for (int count = 0; from <= text.length(); count++) {
      int and = text.indexOf('&', from);
      int end = and < 0 ? text.length() : and;
      try {
        if (count == max) {
          flaw = flaw == null ? "more than " + max + " pairs" : flaw;
          break;
        }
        put(pairs, twice, text.substring(from, end));
      } catch (IllegalArgumentException wrong) {
        flaw = flaw == null ? wrong.getMessage() : flaw;
      }
      from = end + 1;
    }
    pairs.keySet().removeAll(twice);
    return new FormPairs(pairs, flaw);
  }

  private static void put(NavigableMap<String, String> pairs, Set<String> twice, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("a pair that does not read name=value");
    }
    String name = decoded(pair.substring(0, equals));
    if (pairs.containsKey(name)) {
      twice.add(name);
      throw new IllegalArgumentException("a name that occurs twice");
    }
    pairs.put(name, decoded(pair.substring(equals + 1)));
  }

  private static String decoded(String text) {
    return isPlain(text) ? text : unescaped(text);
  }

  private static String unescaped(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '%') {
        int end = endOfEscapes(text, i);
        decoded.append(utf8(text, i, end));
        i = end;
      } else {
        decoded.append(c == '+' ? ' ' : c);
        i++;
      }
    }
    if (!Text.wellFormed(decoded)) {
      throw new IllegalArgumentException("an unpaired surrogate");
    }
    return decoded.toString();
  }

  private static int endOfEscapes(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) == '%') {
      end += 3;
    }
    if (end > text.length()) {
      throw new IllegalArgumentException("a broken percent escape");
    }
    return end;
  }

  /** The text behind a run of escapes. */
  private static String utf8(String text, int from, int end) {
    ByteBuffer bytes = ByteBuffer.allocate((end - from) / 3);
    for (int i = from; i < end; i += 3) {
      if (!HexFormat.isHexDigit(text.charAt(i + 1)) || !HexFormat.isHexDigit(text.charAt(i + 2))) {
        throw new IllegalArgumentException("a broken percent escape");
      }
      bytes.put((byte) HexFormat.fromHexDigits(text, i + 1, i + 3));
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException malformed) {
      throw new IllegalArgumentException("escapes that are not UTF-8", malformed);
    }
  }

  /** {@code name=value} as {@link #parse} reads it. */
  public static String encode(String name, String value) {
    return encoded(name) + '=' + encoded(value);
  }

  private static String encoded(String text) {
    return isPlain(text) ? text : escaped(text);
  }

  /** Whether it is of characters that escape as themselves, as ids and names mostly are. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
