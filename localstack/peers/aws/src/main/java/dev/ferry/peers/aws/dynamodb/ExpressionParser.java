package dev.ferry.peers.aws.dynamodb;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses conditions and changes, of requests and of statements. */
final class ExpressionParser {
  private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");

  private final Tokens tokens;
  private final Names names;

  ExpressionParser(Tokens tokens, Names names) {
    this.tokens = tokens;
    this.names = names;
  }

  /** A whole condition expression; one that always holds where there is none. */
  static Condition condition(@Nullable String text, Names names) throws DynamoError {
    if (text == null) {
      return new Condition.And(List.of());
    }
    ExpressionParser parser = new ExpressionParser(new Tokens(text), names);
    Condition condition = parser.condition();
    parser.tokens.end();
    return condition;
  }

  /** A whole update expression; no changes where there is none. */
  static List<Change> changes(@Nullable String text, Names names) throws DynamoError {
    List<Change> changes = new ArrayList<>();
    if (text != null) {
      ExpressionParser parser = new ExpressionParser(new Tokens(text), names);
      while (!parser.tokens.done()) {
        parser.clause(changes);
      }
    }
    return changes;
  }

  Condition condition() throws DynamoError {
    List<Condition> any = new ArrayList<>(List.of(conjunction()));
    while (tokens.takeIf("OR")) {
      any.add(conjunction());
    }
    return any.size() == 1 ? any.get(0) : new Condition.Or(any);
  }

  private Condition conjunction() throws DynamoError {
    List<Condition> all = new ArrayList<>(List.of(term()));
    while (tokens.takeIf("AND")) {
      all.add(term());
    }
    return new Condition.And(all);
  }

  private Condition term() throws DynamoError {
    if (tokens.takeIf("NOT")) {
      return new Condition.Not(term());
    }
    if (tokens.takeIf("(")) {
      Condition inner = condition();
      tokens.take(")");
      return inner;
    }
    if (tokens.takeIf("attribute_exists")) {
      return new Condition.Exists(nameInBrackets(), true);
    }
    if (tokens.takeIf("attribute_not_exists")) {
      return new Condition.Exists(nameInBrackets(), false);
    }
    return tokens.takeIf("begins_with") ? beginsWith() : comparison();
  }

  private Condition beginsWith() throws DynamoError {
    tokens.take("(");
    String name = names.attribute(tokens.takeName());
    tokens.take(",");
    Operand prefix = operand();
    tokens.take(")");
    return new Condition.BeginsWith(name, prefix);
  }

  private String nameInBrackets() throws DynamoError {
    tokens.take("(");
    String name = names.attribute(tokens.takeName());
    tokens.take(")");
    return name;
  }

  private Condition comparison() throws DynamoError {
    Operand left = operand();
    String operator = tokens.takeSymbol();
    if (!COMPARISONS.contains(operator)) {
      throw tokens.unexpected();
    }
    return new Condition.Comparison(left, operator, operand());
  }

  private Operand operand() throws DynamoError {
    if (tokens.takeIf("?")) {
      return new Operand.Constant(names.parameter());
    }
    if (tokens.takeIf("if_not_exists")) {
      tokens.take("(");
      String name = names.attribute(tokens.takeName());
      tokens.take(",");
      Operand otherwise = operand();
      tokens.take(")");
      return new Operand.IfNotExists(name, otherwise);
    }
    String word = tokens.takeName();
    return word.startsWith(":")
        ? new Operand.Constant(names.value(word))
        : new Operand.Attribute(names.attribute(word));
  }

  /** One clause of an update: SET, REMOVE or ADD, with one or more changes. */
  void clause(List<Change> changes) throws DynamoError {
    if (tokens.takeIf("SET")) {
      do {
        changes.add(set());
      } while (tokens.takeIf(","));
    } else if (tokens.takeIf("REMOVE")) {
      do {
        changes.add(new Change(names.attribute(tokens.takeName()), null));
      } while (tokens.takeIf(","));
    } else {
      tokens.take("ADD");
      do {
        changes.add(add());
      } while (tokens.takeIf(","));
    }
  }

  private Change set() throws DynamoError {
    String name = names.attribute(tokens.takeName());
    tokens.take("=");
    Operand value = operand();
    return new Change(name, tokens.takeIf("+") ? new Operand.Sum(value, operand()) : value);
  }

  private Change add() throws DynamoError {
    String name = names.attribute(tokens.takeName());
    Operand zero = new Operand.Constant(Value.of(BigDecimal.ZERO));
    return new Change(name, new Operand.Sum(new Operand.IfNotExists(name, zero), operand()));
  }
}
