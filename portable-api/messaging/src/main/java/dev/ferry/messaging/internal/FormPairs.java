package dev.ferry.messaging.internal;

import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
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
 */
public final class FormPairs {
  private static final boolean[] PLAIN = plainCharacters();

  private final NavigableMap<String, String> pairs = new TreeMap<>();
  private final Set<String> twice = new HashSet<>(0);
  private @Nullable String flaw;

  private FormPairs() {}

  /** The sound ones, sorted by name, unmodifiable; none whose name occurs twice. */
  public NavigableMap<String, String> pairs() {
    return Collections.unmodifiableNavigableMap(pairs);
  }

  /** The first thing that is wrong, without any of the text; null when nothing is. */
  public @Nullable String flaw() {
    return flaw;
  }

  /**
   * Reads whatever was sent; never throws.
   *
   * @param max how many pairs there may be; what comes behind them is not read
   */
  public static FormPairs parse(String text, int max) {
    FormPairs read = new FormPairs();
    int from = 0;
    for (int count = 0; from <= text.length(); count++) {
      int and = text.indexOf('&', from);
      int end = and < 0 ? text.length() : and;
      if (count == max) {
        read.flawed("more than " + max + " pairs");
        break;
      }
      try {
        read.put(text.substring(from, end));
      } catch (IllegalArgumentException wrong) {
        read.flawed(wrong.getMessage());
      }
      from = end + 1;
    }
    read.pairs.keySet().removeAll(read.twice);
    return read;
  }

  private void flawed(@Nullable String what) {
    flaw = flaw == null ? what : flaw;
  }

  private void put(String pair) {
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

  /** A name or a value as it stands in a pair. */
  static String encoded(String text) {
    return isPlain(text) ? text : escaped(text);
  }

  /** Looked up rather than compared: in a random id no processor guesses what comes next. */
  private static boolean[] plainCharacters() {
    boolean[] plain = new boolean[128];
    for (char c : "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-".toCharArray()) {
      plain[c] = true;
    }
    return plain;
  }

  /** Whether it is of characters that escape as themselves, as ids and names mostly are. */
  private static boolean isPlain(String text) {
    return isPlainFrom(text, 0);
  }

  /** Whether all that stands behind so many characters is. */
  static boolean isPlainFrom(String text, int begin) {
    for (int i = begin; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= PLAIN.length || !PLAIN[c]) {
        return false;
      }
    }
    return true;
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
