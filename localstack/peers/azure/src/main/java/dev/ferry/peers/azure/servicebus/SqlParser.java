package dev.ferry.peers.azure.servicebus;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the SQL of filters, by descent: or, and, not, then one condition. */
final class SqlParser {
  private static final Set<String> COMPARISONS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");
  private static final int DEEPEST = 50;

  private final SqlTokens tokens;
  private int depth;

  private SqlParser(SqlTokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The condition that an expression states.
   *
   * @throws IllegalArgumentException when it states none
   */
  static SqlCondition parse(String expression) {
    SqlTokens tokens = new SqlTokens(expression);
    SqlCondition condition = new SqlParser(tokens).or();
    if (tokens.peek() != null) {
      throw new IllegalArgumentException("SQL filter: nothing expected at " + tokens.peek());
    }
    return condition;
  }

  private SqlCondition or() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("the SQL filter is too deep");
    }
    SqlCondition condition = and();
    while (tokens.takes("OR")) {
      condition = SqlCondition.or(condition, and());
    }
    depth--;
    return condition;
  }

  private SqlCondition and() {
    SqlCondition condition = not();
    while (tokens.takes("AND")) {
      condition = SqlCondition.and(condition, not());
    }
    return condition;
  }

  private SqlCondition not() {
    boolean negated = false;
    while (tokens.takes("NOT")) {
      negated = !negated;
    }
    SqlCondition condition = single();
    return negated ? SqlCondition.not(condition) : condition;
  }

  private SqlCondition single() {
    if (tokens.takes("(")) {
      SqlCondition inner = or();
      tokens.expect(")");
      return inner;
    }
    if (tokens.takes("EXISTS")) {
      tokens.expect("(");
      SqlCondition missing = SqlCondition.isNull(value());
      tokens.expect(")");
      return SqlCondition.not(missing);
    }
    return predicate(value());
  }

  private SqlCondition predicate(SqlCondition.Value value) {
    if (tokens.takes("IS")) {
      boolean negated = tokens.takes("NOT");
      tokens.expect("NULL");
      SqlCondition missing = SqlCondition.isNull(value);
      return negated ? SqlCondition.not(missing) : missing;
    }
    boolean negated = tokens.takes("NOT");
    SqlCondition condition;
    if (tokens.takes("IN")) {
      condition = SqlCondition.in(value, list());
    } else if (tokens.takes("LIKE")) {
      condition = SqlCondition.like(value, tokens.take().text());
    } else {
      String operator = comparison();
      condition =
          operator == null
              ? SqlCondition.comparison("=", value, properties -> true)
              : SqlCondition.comparison(operator, value, value());
    }
    return negated ? SqlCondition.not(condition) : condition;
  }

  private @Nullable String comparison() {
    SqlTokens.Token next = tokens.peek();
    return next != null && COMPARISONS.contains(next.text()) ? tokens.take().text() : null;
  }

  private List<SqlCondition.Value> list() {
    List<SqlCondition.Value> values = new ArrayList<>();
    tokens.expect("(");
    do {
      values.add(value());
    } while (tokens.takes(","));
    tokens.expect(")");
    return values;
  }

  private SqlCondition.Value value() {
    SqlTokens.Token token = tokens.take();
    return switch (token.kind()) {
      case TEXT -> properties -> token.text();
      case NUMBER -> constant(new BigDecimal(token.text()));
      case NAME -> properties -> properties.value(token.text());
      case WORD -> word(token.text());
      case SIGN -> throw new IllegalArgumentException("SQL filter: value expected at " + token);
    };
  }

  private static SqlCondition.Value constant(Object value) {
    return properties -> value;
  }

  private static SqlCondition.Value word(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "TRUE" -> constant(true);
      case "FALSE" -> constant(false);
      default -> properties -> properties.value(name);
    };
  }
}
