package dev.ferry.peers.azure.servicebus;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A condition of an SQL filter: true, false or, where a value is missing, unknown (null). */
interface SqlCondition {
  /** What it says of a message. */
  @Nullable Boolean test(SqlProperties properties);

  /** A value within a condition. */
  interface Value {
    @Nullable Object of(SqlProperties properties);
  }

  static SqlCondition not(SqlCondition inner) {
    return properties -> negated(inner.test(properties));
  }

  static SqlCondition and(SqlCondition left, SqlCondition right) {
    return properties -> {
      Boolean one = left.test(properties);
      Boolean other = right.test(properties);
      if (Boolean.FALSE.equals(one) || Boolean.FALSE.equals(other)) {
        return false;
      }
      return (one == null || other == null) ? null : true;
    };
  }

  static SqlCondition or(SqlCondition left, SqlCondition right) {
    return not(and(not(left), not(right)));
  }

  static SqlCondition in(Value value, List<Value> choices) {
    return choices.stream()
        .map(choice -> comparison("=", value, choice))
        .reduce(properties -> false, SqlCondition::or);
  }

  static SqlCondition isNull(Value value) {
    return properties -> value.of(properties) == null;
  }

  /** {@code %} for any characters, {@code _} for one. */
  static SqlCondition like(Value value, String pattern) {
    StringBuilder regex = new StringBuilder();
    pattern
        .codePoints()
        .forEach(
            each ->
                regex.append(
                    switch (each) {
                      case '%' -> ".*";
                      case '_' -> ".";
                      default -> Pattern.quote(Character.toString(each));
                    }));
    Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return properties -> {
      Object text = value.of(properties);
      return text == null ? null : compiled.matcher(text.toString()).matches();
    };
  }

  static SqlCondition comparison(String operator, Value left, Value right) {
    return properties -> {
      Integer order = compare(left.of(properties), right.of(properties));
      if (order == null) {
        return null;
      }
      return switch (operator) {
        case "=" -> order == 0;
        case "<>", "!=" -> order != 0;
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    };
  }

  private static @Nullable Boolean negated(@Nullable Boolean truth) {
    return truth == null ? null : !truth;
  }

  /** Null where one is missing or they cannot be compared. */
  private static @Nullable Integer compare(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number && right instanceof Number) {
      return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
    }
    if (left instanceof Boolean one && right instanceof Boolean other) {
      return one.compareTo(other);
    }
    return left == null || right == null || left.getClass() != right.getClass()
        ? null
        : left.toString().compareTo(right.toString());
  }
}
