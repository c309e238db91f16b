package dev.ferry.peers.aws.dynamodb;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A conditional write of one item: judged first, then made, so that many can be judged before any
 * is made. Immutable.
 *
 * @param table where it goes
 * @param key of the item
 * @param condition what must hold of the item before
 * @param change what becomes of it
 * @param returnsInTheWay whether a failed condition tells the item
 */
record Write(Table table, Item key, Condition condition, Effect change, boolean returnsInTheWay) {
  private static final Set<String> COMMON =
      Set.of(
          "TableName",
          "ConditionExpression",
          "ExpressionAttributeNames",
          "ExpressionAttributeValues",
          "ReturnValues",
          "ReturnValuesOnConditionCheckFailure");

  /** What becomes of an item; null for none. */
  interface Effect {
    @Nullable Item of(@Nullable Item before) throws DynamoError;
  }

  /** A put, as a request of its own or in a transaction. */
  static Write put(Object json, Tables tables) throws DynamoError {
    Request request = Request.of(json, with("Item"));
    Table table = tables.get(request);
    Item item = Item.read(request.object("Item"));
    Item key = table.keyOf(item);
    Names names = Names.of(request);
    return checked(request, names, table, key, before -> sized(item, "Item size has exceeded"));
  }

  /** An update. */
  static Write update(Object json, Tables tables) throws DynamoError {
    Request request = Request.of(json, with("Key", "UpdateExpression"));
    Table table = tables.get(request);
    Item key = table.key(request.object("Key"));
    Names names = Names.of(request);
    List<Change> changes = ExpressionParser.changes(request.textOrNull("UpdateExpression"), names);
    return checked(request, names, table, key, updating(table, key, changes));
  }

  /** Changes of an item that is made if it is not there. */
  static Effect updating(Table table, Item key, List<Change> changes) throws DynamoError {
    for (Change change : changes) {
      if (table.keyNames().contains(change.name())) {
        throw DynamoError.invalid(
            "One or more parameter values were invalid: Cannot update attribute "
                + change.name()
                + ". This attribute is part of the key");
      }
    }
    return before ->
        sized(
            Change.apply(before == null ? key : before, changes),
            "Item size to update has exceeded");
  }

  /** A deletion. */
  static Write delete(Object json, Tables tables) throws DynamoError {
    Request request = Request.of(json, with("Key"));
    Table table = tables.get(request);
    Names names = Names.of(request);
    return checked(request, names, table, table.key(request.object("Key")), before -> null);
  }

  /** A look in a transaction, which changes nothing. */
  static Write check(Object json, Tables tables) throws DynamoError {
    Request request = Request.of(json, with("Key"));
    Table table = tables.get(request);
    Names names = Names.of(request);
    return checked(request, names, table, table.key(request.object("Key")), before -> before);
  }

  private static Set<String> with(String... more) {
    Set<String> served = new HashSet<>(COMMON);
    served.addAll(List.of(more));
    return served;
  }

  private static Write checked(Request request, Names names, Table table, Item key, Effect change)
      throws DynamoError {
    Condition condition =
        ExpressionParser.condition(request.textOrNull("ConditionExpression"), names);
    names.allUsed();
    return new Write(
        table,
        key,
        condition,
        change,
        request.is("ReturnValuesOnConditionCheckFailure", "ALL_OLD"));
  }

  static Item sized(Item item, String otherwise) throws DynamoError {
    if (item.sizeBytes() > Item.MOST_BYTES) {
      throw DynamoError.invalid(otherwise + " the maximum allowed size");
    }
    return item;
  }

  /** What there is before. */
  @Nullable Item before() {
    return table.get(key);
  }

  /**
   * The item after it; null for none. Changes nothing.
   *
   * @throws DynamoError when the condition does not hold
   */
  @Nullable Item judge() throws DynamoError {
    Item before = before();
    if (!condition.holds(before == null ? new Item(Map.of()) : before)) {
      throw DynamoError.conditionFailed(returnsInTheWay ? before : null);
    }
    return change.of(before);
  }

  /** Makes it so. */
  void make(@Nullable Item after) {
    if (after == null) {
      table.delete(key);
    } else {
      table.put(key, after);
    }
  }
}
