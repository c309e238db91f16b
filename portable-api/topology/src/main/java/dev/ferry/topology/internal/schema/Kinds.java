package dev.ferry.topology.internal.schema;

import static dev.ferry.topology.internal.schema.JsonSchemas.type;
import static dev.ferry.topology.internal.schema.JsonSchemas.with;

import dev.ferry.topology.internal.yaml.Tree;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of value that a file is made of. */
public final class Kinds {

  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,8})");
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,8})(\\.[0-9]{1,9})?");

  private Kinds() {}

  /** Text that matches {@code pattern} whole. */
  public static Kind<String> text(String what, String nextStep, String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return new ScalarKind<>(
        what,
        nextStep,
        JsonSchemas.pattern(pattern),
        scalar ->
            scalar.isText() && compiled.matcher(scalar.text()).matches() ? scalar.text() : null);
  }

  /** Any text of 1 to {@code most} characters. */
  public static Kind<String> text(int most) {
    return new ScalarKind<>(
        "text of 1 to " + most + " characters",
        "Put text that looks like a number, or is empty, in quotes.",
        with(with(type("string"), "minLength", 1), "maxLength", most),
        scalar -> {
          int length = scalar.text().codePointCount(0, scalar.text().length());
          return scalar.isText() && length >= 1 && length <= most ? scalar.text() : null;
        });
  }

  /** A whole number, both bounds included. */
  public static Kind<Integer> wholeNumber(int least, int most) {
    return new ScalarKind<>(
        "a whole number from " + least + " to " + most,
        "Write a number in that range, without quotes.",
        JsonSchemas.range("integer", least, most),
        scalar -> whole(scalar, least, most));
  }

  /** One whole number and no other. */
  public static Kind<Integer> exactly(int number) {
    return new ScalarKind<>(
        String.valueOf(number),
        "Write " + number + ", without quotes; another number needs another release of Ferry.",
        Map.of("const", number),
        scalar -> whole(scalar, number, number));
  }

  private static @Nullable Integer whole(Tree.Scalar scalar, int least, int most) {
    if (scalar.quoted() || !WHOLE.matcher(scalar.text()).matches()) {
      return null;
    }
    int number = Integer.parseInt(scalar.text());
    return number >= least && number <= most ? number : null;
  }

  /** A number with or without decimals, both bounds included. */
  public static Kind<Double> number(int least, int most) {
    return new ScalarKind<>(
        "a number from " + least + " to " + most,
        "Write a number in that range, without quotes, such as 1.5.",
        JsonSchemas.range("number", least, most),
        scalar -> {
          if (scalar.quoted() || !DECIMAL.matcher(scalar.text()).matches()) {
            return null;
          }
          double number = new BigDecimal(scalar.text()).doubleValue();
          return number >= least && number <= most ? number : null;
        });
  }

  /** Yes or no, as {@code true} and {@code false} only: readers differ over the other words. */
  public static Kind<Boolean> flag() {
    return new ScalarKind<>(
        "true or false",
        "Write true or false, without quotes.",
        type("boolean"),
        scalar ->
            switch (scalar.quoted() ? "" : scalar.text()) {
              case "true" -> Boolean.TRUE;
              case "false" -> Boolean.FALSE;
              default -> null;
            });
  }

  /** A duration as {@link Durations} writes it, both bounds included. */
  public static Kind<Duration> duration(Duration least, Duration most) {
    return new ScalarKind<>(
        "a duration from " + Durations.write(least) + " to " + Durations.write(most),
        "Write one in that range: a number and its unit (ms, s, m, h or d), such as 30s, or"
            + " ISO-8601, such as PT30S.",
        JsonSchemas.pattern(Durations.PATTERN),
        scalar ->
            Durations.parse(scalar.text())
                .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0)
                .orElse(null));
  }

  /** A size as {@link Sizes} writes it, in bytes, both bounds included. */
  public static Kind<Long> size(long least, long most) {
    return new ScalarKind<>(
        "a size from " + Sizes.write(least) + " to " + Sizes.write(most),
        "Write one in that range: a number and its unit (B, KB, MB, KiB or MiB), such as 256KiB.",
        JsonSchemas.pattern(Sizes.PATTERN),
        scalar ->
            Sizes.parse(scalar.text())
                .filter(value -> value >= least && value <= most)
                .orElse(null));
  }

  /** A constant of an enum, written in lower case with hyphens: {@code at-least-once}. */
  public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      words.put(word(constant), constant);
    }
    return new ScalarKind<>(
        "one of: " + String.join(", ", words.keySet()),
        "Write one of these words.",
        with(type("string"), "enum", List.copyOf(words.keySet())),
        scalar -> words.get(scalar.text()));
  }

  /** How a constant is written in a file. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
