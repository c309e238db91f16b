package dev.ferry.peers.azure.tables;

import java.util.Map;

/** What a query asks of an entity. */
interface Filter {
  boolean matches(Map<String, EdmValue> entity) throws TableError;

  /** A filter of comparisons, and, or, not and parentheses; the empty text takes all. */
  static Filter parse(String text) throws TableError {
    return text.isBlank() ? entity -> true : new FilterParser(text).parse();
  }

  /** A property compared with a literal; one that an entity has not matches nothing. */
  record Comparison(String name, String operator, EdmValue literal) implements Filter {
    @Override
    public boolean matches(Map<String, EdmValue> entity) throws TableError {
      EdmValue value = entity.get(name);
      if (value == null) {
        return false;
      }
      int order = value.compareTo(literal);
      return switch (operator) {
        case "eq" -> order == 0;
        case "ne" -> order != 0;
        case "gt" -> order > 0;
        case "ge" -> order >= 0;
        case "lt" -> order < 0;
        case "le" -> order <= 0;
        default -> throw TableError.notServed(operator);
      };
    }
  }

  default Filter and(Filter other) {
    return entity -> matches(entity) && other.matches(entity);
  }

  default Filter or(Filter other) {
    return entity -> matches(entity) || other.matches(entity);
  }

  default Filter negated() {
    return entity -> !matches(entity);
  }
}
