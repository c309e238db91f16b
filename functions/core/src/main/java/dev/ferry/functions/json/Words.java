package dev.ferry.functions.json;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Enum values as JSON and topologies spell them: in lower case, with dashes. */
public final class Words {
  private Words() {}

  /** The word for a value. */
  public static String of(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The value of a word; empty when there is none. */
  public static <E extends Enum<E>> Optional<E> parse(Class<E> type, String word) {
    return Arrays.stream(type.getEnumConstants()).filter(one -> of(one).equals(word)).findFirst();
  }

  /** Every word of a type. */
  public static List<String> all(Class<? extends Enum<?>> type) {
    return Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
  }
}
