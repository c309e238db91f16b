package dev.ferry.topology.internal.schema;

import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A list of different values of one kind. An item that cannot be read is left out.
 *
 * @param items what each item is
 * @param least the fewest items, 0 or more
 */
public record ListKind<T>(Kind<T> items, int least) implements Kind<List<T>> {

  @Override
  public @Nullable List<T> read(Tree tree, Problems problems) {
    if (!(tree instanceof Tree.Sequence sequence)) {
      problems.add(
          tree.place(),
          "must be a list, but is " + tree.inWords(),
          "Write it in brackets, also a single value: [value].");
      return null;
    }
    if (sequence.items().size() < least) {
      problems.add(tree.place(), "is an empty list", "Name at least one value, or drop the key.");
      return null;
    }
    List<T> read = new ArrayList<>();
    Set<T> seen = new HashSet<>();
    for (Tree item : sequence.items()) {
      T value = items.read(item, problems);
      if (value != null && seen.add(value)) {
        read.add(value);
      } else if (value != null) {
        problems.add(item.place(), "is in the list twice: " + item.inWords(), "Remove one.");
      }
    }
    return read;
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", items.schema());
    schema.put("uniqueItems", true);
    if (least > 0) {
      schema.put("minItems", least);
    }
    return schema;
  }
}
