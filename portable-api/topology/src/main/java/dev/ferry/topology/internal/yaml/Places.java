package dev.ferry.topology.internal.yaml;

import java.util.HashMap;
import java.util.Map;

/**
 * Where each value of a tree is written, by the path that leads to it in the tree. That path and
 * the one of the place differ where an environment's value was laid over the file's. Immutable.
 */
public final class Places {

  private final Map<String, Place> places = new HashMap<>();

  private Places() {}

  /** The places of {@code root} and of everything in it. */
  public static Places of(Tree root) {
    Places places = new Places();
    places.walk(new Place(1, ""), root);
    return places;
  }

  private void walk(Place at, Tree tree) {
    places.put(at.path(), tree.place());
    if (tree instanceof Tree.Mapping mapping) {
      mapping.entries().forEach((key, value) -> walk(at.key(key, 1), value));
    } else if (tree instanceof Tree.Sequence sequence) {
      for (int i = 0; i < sequence.items().size(); i++) {
        walk(at.item(i, 1), sequence.items().get(i));
      }
    }
  }

  /** Whether the file says something at {@code path}. */
  public boolean has(String path) {
    return places.containsKey(path);
  }

  /**
   * Where {@code path} is written, or would be: with the line of what it would be written under.
   */
  public Place at(String path) {
    Place exact = places.get(path);
    if (exact != null) {
      return exact;
    }
    int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
    if (end < 0) {
      return new Place(1, path);
    }
    Place under = at(path.substring(0, end));
    return new Place(under.line(), under.path() + path.substring(end));
  }
}
