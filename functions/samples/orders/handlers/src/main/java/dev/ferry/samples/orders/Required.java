package dev.ferry.samples.orders;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a field must have for a payload to be one at all; JSON may leave out anything. */
final class Required {
  /** What an ordering key may have. */
  private static final int LONGEST_ID = 128;

  private static final int LONGEST_TEXT = 256;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,6})?");

  private Required() {}

  /** A value that is there. */
  static <T> T value(String field, @Nullable T value) {
    if (value == null) {
      throw new IncompletePayload(field, "is missing");
    }
    return value;
  }

  /** An id, which may become an ordering key: 1 to 128 characters, not all of them blank. */
  static String id(String field, @Nullable String value) {
    String id = text(field, value);
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new IncompletePayload(field, "must have 1 to " + LONGEST_ID + " characters");
    }
    return id;
  }

  /** Well-formed text of at most 256 characters. */
  static String text(String field, @Nullable String value) {
    String text = value(field, value);
    if (text.length() > LONGEST_TEXT) {
      throw new IncompletePayload(field, "has more than " + LONGEST_TEXT + " characters");
    }
    if (text.codePoints().anyMatch(Required::isUnpaired)) {
      throw new IncompletePayload(field, "is not well-formed text");
    }
    return text;
  }

  /** Whether it is half of a surrogate pair, which UTF-8 has no bytes for. */
  private static boolean isUnpaired(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }

  /** A decimal number as text, not negative, such as {@code 14.00}. */
  static String decimal(String field, @Nullable String value) {
    String decimal = value(field, value);
    if (!DECIMAL.matcher(decimal).matches()) {
      throw new IncompletePayload(field, "is not a decimal number");
    }
    return decimal;
  }

  /** A copy of a list without gaps. */
  static <T> List<T> list(String field, @Nullable List<T> values) {
    List<T> list = value(field, values);
    if (list.stream().anyMatch(Objects::isNull)) {
      throw new IncompletePayload(field, "has a null among its values");
    }
    return List.copyOf(list);
  }
}
