package dev.ferry.peers.aws.dynamodb;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A table's items, sorted by their keys. Not safe for use by several threads at once. */
final class Table {
  private static final int MOST_PARTITION_KEY_BYTES = 2048;
  private static final int MOST_SORT_KEY_BYTES = 1024;

  private final String name;
  private final List<String> keyNames;
  private final Map<String, Object> types;
  private final TreeMap<Item, Item> items = new TreeMap<>(this::compareKeys);

  /**
   * An empty table.
   *
   * @param keyNames the partition key, and the sort key if there is one
   * @param types of the keys, by their names
   */
  Table(String name, List<String> keyNames, Map<String, Object> types) {
    this.name = name;
    this.keyNames = List.copyOf(keyNames);
    this.types = types;
  }

  private int compareKeys(Item left, Item right) {
    return keyNames.stream()
        .map(key -> Comparator.<Item, Value>comparing(item -> keyOf(item, key), Table::compare))
        .reduce(Comparator::thenComparing)
        .orElseThrow()
        .compare(left, right);
  }

  private static Value keyOf(Item item, String name) {
    return Objects.requireNonNull(item.get(name));
  }

  private static int compare(Value left, Value right) {
    return Objects.requireNonNull(left.compare(right), "keys of one table are of one type");
  }

  String name() {
    return name;
  }

  String partitionKey() {
    return keyNames.get(0);
  }

  List<String> keyNames() {
    return keyNames;
  }

  /** The key that a request gives: its attributes and no others. */
  Item key(Map<String, Object> json) throws DynamoError {
    Item key = Item.read(json);
    if (!key.values().keySet().equals(Set.copyOf(keyNames))) {
      throw DynamoError.invalid("The provided key element does not match the schema");
    }
    return checked(key, "The provided key element does not match the schema");
  }

  /** The key of a whole item. */
  Item keyOf(Item item) throws DynamoError {
    Map<String, Value> key = new LinkedHashMap<>();
    for (String keyName : keyNames) {
      Value value = item.get(keyName);
      if (value == null) {
        throw DynamoError.invalid(
            "One or more parameter values were invalid: Missing the key "
                + keyName
                + " in the item");
      }
      key.put(keyName, value);
    }
    return checked(
        new Item(key), "One or more parameter values were invalid: Type mismatch for key");
  }

  private Item checked(Item key, String otherType) throws DynamoError {
    for (String keyName : keyNames) {
      Value value = keyOf(key, keyName);
      if (!value.type().equals(types.get(keyName))) {
        throw DynamoError.invalid(otherType);
      }
      boolean partition = keyName.equals(partitionKey());
      int most = partition ? MOST_PARTITION_KEY_BYTES : MOST_SORT_KEY_BYTES;
      if (value.sizeBytes() == 0 || value.sizeBytes() > most) {
        throw DynamoError.invalid(
            "One or more parameter values were invalid: a key has 1 to " + most + " bytes");
      }
    }
    return key;
  }

  /** The item of a key; null for none. */
  @Nullable Item get(Item key) {
    return items.get(key);
  }

  void put(Item key, Item item) {
    items.remove(key);
    items.put(key, item);
  }

  void delete(Item key) {
    items.remove(key);
  }

  int size() {
    return items.size();
  }

  /** All items in the order of their keys, or against it, behind a key if there is one. */
  Stream<Item> items(boolean forward, @Nullable Item behind) {
    Map<Item, Item> ordered = forward ? items : items.descendingMap();
    if (behind != null) {
      ordered =
          forward ? items.tailMap(behind, false) : items.descendingMap().tailMap(behind, false);
    }
    return ordered.values().stream();
  }
}
