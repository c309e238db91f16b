package dev.ferry.peers.aws.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One attribute changed. Immutable.
 *
 * @param name of the attribute
 * @param value what it becomes, reckoned from the item before; null to take it away
 */
record Change(String name, @Nullable Operand value) {
  /** The item after all of them. */
  static Item apply(Item before, List<Change> changes) throws DynamoError {
    Map<String, Value> after = new TreeMap<>(before.values());
    for (Change change : changes) {
      if (change.value == null) {
        after.remove(change.name);
        continue;
      }
      Value value = change.value.in(before);
      if (value == null) {
        throw DynamoError.invalid(
            "The provided expression refers to an attribute that does not exist in the item");
      }
      after.put(change.name, value);
    }
    return new Item(after);
  }
}
