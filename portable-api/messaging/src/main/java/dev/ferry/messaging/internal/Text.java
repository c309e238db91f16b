package dev.ferry.messaging.internal;

import dev.ferry.messaging.MessagingException;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Checks of the texts that travel beside a body. */
public final class Text {
  /** The name of the attribute that carries Ferry's metadata. */
  public static final String FERRY = "ferry";

  /** The most characters of a message's id. */
  public static final int MAX_ID = 256;

  private static final int MAX_NAME = 256;
  private static final long MOST_BYTES_OF_A_CHAR = 3;
  private static final Instant FIRST = Instant.ofEpochMilli(-999_999_999_999_999L);
  private static final Instant LAST = Instant.ofEpochMilli(999_999_999_999_999L);

  private Text() {}

  /** Whether {@code text} can be a message's id: 1 to 256 characters, well-formed, not blank. */
  public static boolean isId(String text) {
    return !text.isBlank() && text.length() <= MAX_ID && wellFormed(text);
  }

  /**
   * Returns {@code text} when it is well-formed, not blank, and has 1 to {@code max} characters.
   */
  public static String checked(String what, String text, int max) {
    if (text.isBlank() || text.length() > max) {
      throw MessagingException.invalid(
          "build message: the " + what + " must have 1 to " + max + " characters");
    }
    return checked(what, text);
  }

  /** Returns {@code text} when it is well-formed. */
  public static String checked(String what, String text) {
    if (!wellFormed(text)) {
      throw MessagingException.invalid(
          "build message: the " + what + " has an unpaired surrogate, which no broker can carry");
    }
    return text;
  }

  /** Returns {@code time} when the wire form can carry it: within 10^15 ms of 1970. */
  public static Instant checked(String what, Instant time) {
    if (time.isBefore(FIRST) || time.isAfter(LAST)) {
      throw MessagingException.invalid(
          "build message: the " + what + " must lie within 30,000 years of 1970");
    }
    return time;
  }

  /** An unmodifiable, checked copy of {@code pairs}. */
  public static NavigableMap<String, String> pairs(String what, Map<String, String> pairs) {
    if (pairs.isEmpty()) {
      return Pairs.NONE;
    }
    NavigableMap<String, String> checked = new TreeMap<>();
    pairs.forEach(
        (name, value) -> {
          checked(what + " name", name, MAX_NAME);
          if (name.equals(FERRY)) {
            throw MessagingException.invalid(
                "build message: the name 'ferry' is reserved; choose another " + what + " name");
          }
          checked.put(name, checked("value of " + what + " '" + name + "'", value));
        });
    return Collections.unmodifiableNavigableMap(checked);
  }

  /** Whether every surrogate in {@code text} has its other half. */
  static boolean wellFormed(CharSequence text) {
    int i = 0;
    while (i < text.length()) {
      if (!Character.isSurrogate(text.charAt(i))) {
        i++;
      } else if (Character.isSupplementaryCodePoint(Character.codePointAt(text, i))) {
        i += 2;
      } else {
        return false;
      }
    }
    return true;
  }

  /** As many bytes as a text of this length could take in UTF-8. */
  static long mostUtf8Bytes(String text) {
    return MOST_BYTES_OF_A_CHAR * text.length();
  }

  /** How many bytes {@code text} takes in UTF-8, without encoding it. */
  public static int utf8Bytes(String text) {
    int i = 0;
    while (i < text.length() && text.charAt(i) < 0x80) {
      i++;
    }
    int bytes = i;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      i += Character.charCount(point);
    }
    return bytes;
  }
}
