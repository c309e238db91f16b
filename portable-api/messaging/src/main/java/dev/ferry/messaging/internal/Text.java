package dev.ferry.messaging.internal;

import dev.ferry.messaging.MessagingException;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Checks of the texts that travel beside a body. */
public final class Text {
  /** No pairs at all. */
  public static final NavigableMap<String, String> NO_PAIRS = Collections.emptyNavigableMap();

  /** The name of the attribute that carries Ferry's metadata. */
  public static final String FERRY = "ferry";

  private static final int MAX_NAME = 256;

  private Text() {}

  /** Returns {@code text} when it has 1 to {@code max} characters that any broker can carry. */
  public static String checked(String what, String text, int max) {
    if (text.isBlank() || text.length() > max) {
      throw MessagingException.invalid(
          "build message: the " + what + " must have 1 to " + max + " characters");
    }
    return wellFormed(what, text);
  }

  /** An unmodifiable, checked copy of {@code pairs}. */
  public static NavigableMap<String, String> pairs(String what, Map<String, String> pairs) {
    if (pairs.isEmpty()) {
      return NO_PAIRS;
    }
    NavigableMap<String, String> checked = new TreeMap<>();
    pairs.forEach(
        (name, value) -> {
          checked(what + " name", name, MAX_NAME);
          if (name.equals(FERRY)) {
            throw MessagingException.invalid(
                "build message: the name 'ferry' is reserved; choose another " + what + " name");
          }
          checked.put(name, wellFormed("value of " + what + " '" + name + "'", value));
        });
    return Collections.unmodifiableNavigableMap(checked);
  }

  private static String wellFormed(String what, String text) {
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        throw MessagingException.invalid(
            "build message: the " + what + " has an unpaired surrogate, which no broker can carry");
      }
      i += Character.charCount(point);
    }
    return text;
  }

  /** How many bytes {@code text} takes in UTF-8, without encoding it. */
  public static int utf8Bytes(String text) {
    int bytes = 0;
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
      i += Character.charCount(point);
    }
    return bytes;
  }
}
