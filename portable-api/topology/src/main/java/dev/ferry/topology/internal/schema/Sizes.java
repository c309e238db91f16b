package dev.ferry.topology.internal.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes as people write them: {@code 512B}, {@code 256KiB} (1024), {@code 10MB} (1000 x 1000). */
public final class Sizes {

  /** What {@link #parse} accepts, for Java and for JSON Schema. */
  static final String PATTERN = "[0-9]{1,9}(B|KB|MB|KiB|MiB)";

  private static final Pattern ACCEPTED = Pattern.compile("([0-9]{1,9})(B|KB|MB|KiB|MiB)");

  /** Largest first, so that {@link #write} finds the shortest text. */
  private static final Map<String, Long> BYTES = new LinkedHashMap<>();

  static {
    BYTES.put("MiB", 1024L * 1024);
    BYTES.put("MB", 1000L * 1000);
    BYTES.put("KiB", 1024L);
    BYTES.put("KB", 1000L);
    BYTES.put("B", 1L);
  }

  private Sizes() {}

  /** The bytes that {@code text} says; empty if it says no size. */
  public static Optional<Long> parse(String text) {
    Matcher matcher = ACCEPTED.matcher(text);
    return matcher.matches()
        ? Optional.of(Long.parseLong(matcher.group(1)) * BYTES.getOrDefault(matcher.group(2), 1L))
        : Optional.empty();
  }

  /** Text that {@link #parse} reads as {@code bytes}, in the largest unit that divides them. */
  public static String write(long bytes) {
    return BYTES.entrySet().stream()
        .filter(unit -> bytes % unit.getValue() == 0)
        .findFirst()
        .map(unit -> bytes / unit.getValue() + unit.getKey())
        .orElseThrow();
  }
}
