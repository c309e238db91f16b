package dev.ferry.peers.aws.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses the PartiQL that is served: an INSERT of one item, and an UPDATE of one by its key. */
final class Statement {
  private static final Set<String> SERVED =
      Set.of("Statement", "Parameters", "ReturnValuesOnConditionCheckFailure");

  private final Request request;
  private final Tokens tokens;
  private final Names names;
  private final Tables tables;

  private Statement(Request request, Tables tables) throws DynamoError {
    this.request = request;
    this.tokens = new Tokens(request.text("Statement"));
    this.names = Names.of(request.list("Parameters"));
    this.tables = tables;
  }

  static Write parse(Object json, Tables tables) throws DynamoError {
    Statement statement = new Statement(Request.of(json, SERVED), tables);
    Write write = statement.tokens.takeIf("INSERT") ? statement.insert() : statement.update();
    statement.tokens.end();
    statement.names.allUsed();
    return write;
  }

  private Write insert() throws DynamoError {
    tokens.take("INTO");
    Table table = tables.get(tokens.takeName());
    tokens.take("VALUE");
    tokens.take("{");
    Map<String, Value> values = new LinkedHashMap<>();
    do {
      String name = tokens.takeString();
      tokens.take(":");
      tokens.take("?");
      values.put(name, names.parameter());
    } while (tokens.takeIf(","));
    tokens.take("}");
    Item item = new Item(values);
    Condition absent = new Condition.Exists(table.partitionKey(), false);
    return new Write(
        table,
        table.keyOf(item),
        absent,
        before -> Write.sized(item, "Item size has exceeded"),
        false);
  }

  private Write update() throws DynamoError {
    tokens.take("UPDATE");
    Table table = tables.get(tokens.takeName());
    ExpressionParser parser = new ExpressionParser(tokens, names);
    List<Change> changes = new ArrayList<>();
    do {
      parser.clause(changes);
    } while (!tokens.takeIf("WHERE"));
    Condition where = parser.condition();
    Item key = key(table, where);
    return new Write(
        table,
        key,
        new Condition.And(List.of(new Condition.Exists(table.partitionKey(), true), where)),
        Write.updating(table, key, changes),
        request.is("ReturnValuesOnConditionCheckFailure", "ALL_OLD"));
  }

  /** The key that a WHERE clause asks for. */
  private static Item key(Table table, Condition where) throws DynamoError {
    Map<String, Value> key = new LinkedHashMap<>();
    if (where instanceof Condition.And and) {
      for (Condition each : and.all()) {
        if (each instanceof Condition.Comparison term
            && term.operator().equals("=")
            && term.left() instanceof Operand.Attribute attribute
            && term.right() instanceof Operand.Constant constant
            && table.keyNames().contains(attribute.name())) {
          key.put(attribute.name(), constant.value());
        }
      }
    }
    if (!key.keySet().equals(Set.copyOf(table.keyNames()))) {
      throw DynamoError.invalid(
          "Where clause does not contain a mandatory equality on all key attributes");
    }
    return table.keyOf(new Item(key));
  }
}
