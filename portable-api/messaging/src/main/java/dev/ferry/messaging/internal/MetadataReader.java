package dev.ferry.messaging.internal;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one metadata text. What this version defines must be as it says; in a text of a
 * newer version a field that has another form counts as absent, except for the round, which decides
 * what the message's record says of it.
 *
 * @param pairs the pairs of the text
 * @param version the version that wrote it
 */
record MetadataReader(NavigableMap<String, String> pairs, int version) {
  private static final int COUNT_DIGITS = 9;
  private static final int MILLIS_DIGITS = 15;

  /** The fields of {@code pairs}, of version 1 or newer. */
  static MetadataReader of(NavigableMap<String, String> pairs) {
    String version = pairs.get("v");
    if (version == null || !isCount(version) || Integer.parseInt(version) < 1) {
      throw new IllegalArgumentException("no version");
    }
    return new MetadataReader(pairs, Integer.parseInt(version));
  }

  int round() {
    String round = pairs.get("round");
    if (round == null) {
      return 0;
    }
    if (!isCount(round)) {
      throw new IllegalArgumentException("a round that is no number");
    }
    return Integer.parseInt(round);
  }

  int count(String name) {
    String text = number(name, MetadataReader::isCount);
    return text == null ? 0 : Integer.parseInt(text);
  }

  @Nullable Instant instant(String name) {
    String text = number(name, MetadataReader::isMillis);
    return text == null ? null : Instant.ofEpochMilli(Long.parseLong(text));
  }

  private @Nullable String number(String name, Predicate<String> form) {
    String text = pairs.get(name);
    if (text == null || form.test(text)) {
      return text;
    }
    if (version > Metadata.VERSION) {
      return null;
    }
    throw new IllegalArgumentException("a field '" + name + "' that is no number");
  }

  private static boolean isCount(String text) {
    return digits(text, 0, COUNT_DIGITS);
  }

  private static boolean isMillis(String text) {
    return digits(text, text.startsWith("-") ? 1 : 0, MILLIS_DIGITS);
  }

  /** Whether there are one to {@code most} digits from {@code begin} on, and nothing else. */
  private static boolean digits(String text, int begin, int most) {
    int i = begin;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i == text.length() && i > begin && i - begin <= most;
  }

  @Nullable String text(String name) {
    return pairs.get(name);
  }

  /** The pairs whose names begin with {@code prefix}, without it. */
  NavigableMap<String, String> behind(String prefix) {
    String first = pairs.ceilingKey(prefix);
    if (first == null || !first.startsWith(prefix)) {
      return Pairs.NONE;
    }
    NavigableMap<String, String> behind = new TreeMap<>();
    pairs
        .tailMap(prefix)
        .forEach(
            (name, value) -> {
              if (name.startsWith(prefix)) {
                behind.put(name.substring(prefix.length()), value);
              }
            });
    return Pairs.copy(behind);
  }
}
