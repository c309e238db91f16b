package dev.ferry.topology.internal.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;

/** The values of a file that are marked for aliases to stand for. */
final class Aliases {

  private final Map<Anchor, Value> values = new HashMap<>();

  /**
   * A marked value.
   *
   * @param size how many values are in it, itself counted
   * @param depth how many levels are in it; 0 for a scalar
   */
  record Value(Tree tree, int size, int depth) {}

  void put(Optional<Anchor> anchor, Tree tree, int size) {
    anchor.ifPresent(mark -> values.put(mark, new Value(tree, size, depth(tree))));
  }

  /**
   * What {@code alias} stands for.
   *
   * @throws Unreadable if that is not complete before {@code place}, or not there at all
   */
  Value get(AliasEvent alias, Place place) {
    Value value = values.get(alias.getAlias());
    if (value == null) {
      throw new Unreadable(
          place,
          "no value before this line, and complete by then, is marked '&" + alias.getAlias() + "'",
          "Mark one so, or write the value out.");
    }
    return value;
  }

  /** The same value at {@code place}; its parts keep the lines they are written on. */
  static Tree copy(Tree tree, Place place) {
    if (tree instanceof Tree.Scalar scalar) {
      return new Tree.Scalar(place, scalar.text(), scalar.quoted());
    }
    if (tree instanceof Tree.Sequence sequence) {
      List<Tree> items = new ArrayList<>();
      for (Tree item : sequence.items()) {
        items.add(copy(item, place.item(items.size(), item.place().line())));
      }
      return new Tree.Sequence(place, items);
    }
    Map<String, Tree> entries = new LinkedHashMap<>();
    ((Tree.Mapping) tree)
        .entries()
        .forEach(
            (key, value) -> entries.put(key, copy(value, place.key(key, value.place().line()))));
    return new Tree.Mapping(place, entries);
  }

  private static int depth(Tree tree) {
    if (tree instanceof Tree.Sequence sequence) {
      return 1 + sequence.items().stream().mapToInt(Aliases::depth).max().orElse(0);
    }
    if (tree instanceof Tree.Mapping mapping) {
      return 1 + mapping.entries().values().stream().mapToInt(Aliases::depth).max().orElse(0);
    }
    return 0;
  }
}
