package dev.ferry.topology.internal.schema;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h}, {@code 14d};
 * or ISO-8601, such as {@code PT1M30S}. A day has 24 hours. None is negative.
 */
public final class Durations {

  /** What {@link #parse} accepts, for Java and for JSON Schema. */
  static final String PATTERN =
      "[0-9]{1,9}(ms|s|m|h|d)"
          + "|P(?=[0-9T])([0-9]{1,9}D)?"
          + "(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,3})?S)?)?";

  private static final Pattern ACCEPTED = Pattern.compile(PATTERN);
  private static final Pattern SHORT = Pattern.compile("([0-9]+)(ms|s|m|h|d)");

  private Durations() {}

  /** The duration that {@code text} says; empty if it says none. */
  public static Optional<Duration> parse(String text) {
    if (!ACCEPTED.matcher(text).matches()) {
      return Optional.empty();
    }
    Matcher shortForm = SHORT.matcher(text);
    if (shortForm.matches()) {
      long count = Long.parseLong(shortForm.group(1));
      return Optional.of(unit(shortForm.group(2)).multipliedBy(count));
    }
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The shortest text of one number and one unit that {@link #parse} reads as {@code duration}. */
  public static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long size = unit(unit).toMillis();
      if (millis % size == 0) {
        return millis / size + unit;
      }
    }
    return millis + "ms";
  }

  /** For an error: the two largest units, rounded up, such as {@code 1h 31m}. */
  public static String inWords(Duration duration) {
    if (duration.toMillis() < 1000) {
      return write(duration);
    }
    Duration up = roundedUp(duration);
    StringBuilder words = new StringBuilder();
    append(words, up.toDaysPart(), "d");
    append(words, up.toHoursPart(), "h");
    append(words, up.toMinutesPart(), "m");
    append(words, up.toSecondsPart(), "s");
    return words.toString();
  }

  private static Duration roundedUp(Duration duration) {
    Duration grain =
        duration.toDays() > 0
            ? Duration.ofHours(1)
            : duration.toHours() > 0 ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    long grains = duration.plus(grain).minusMillis(1).dividedBy(grain);
    return grain.multipliedBy(grains);
  }

  private static void append(StringBuilder words, long count, String unit) {
    if (count > 0) {
      words.append(words.isEmpty() ? "" : " ").append(count).append(unit);
    }
  }

  private static Duration unit(String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }
}
