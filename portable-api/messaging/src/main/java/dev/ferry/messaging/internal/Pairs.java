package dev.ferry.messaging.internal;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Pairs of texts in one order on every run: a copy whose order depends on hashes would make a run
 * under a seed differ from the next.
 */
public final class Pairs {
  /** No pairs at all. */
  public static final NavigableMap<String, String> NONE = Collections.emptyNavigableMap();

  private static final Class<?> SINGLE = single("name", "value").getClass();

  private Pairs() {}

  /**
   * What {@link #copy} gives, for whoever needs only a map: a single pair has an order without
   * being sorted, and is all that most messages carry.
   */
  public static Map<String, String> sorted(Map<String, String> pairs) {
    if (pairs.size() != 1) {
      return copy(pairs);
    }
    if (pairs.getClass() == SINGLE) {
      return pairs;
    }
    Map.Entry<String, String> only = pairs.entrySet().iterator().next();
    return single(only.getKey(), only.getValue());
  }

  /** One pair, unmodifiable; nothing is made anew to read it. */
  static Map<String, String> single(String name, String value) {
    return Collections.singletonMap(name, value);
  }

  /** An unmodifiable copy without one of them, sorted by name. */
  public static NavigableMap<String, String> without(String name, Map<String, String> pairs) {
    if (pairs.size() == 1 && pairs.containsKey(name)) {
      return NONE;
    }
    NavigableMap<String, String> others = new TreeMap<>(pairs);
    others.remove(name);
    return others.isEmpty() ? NONE : Collections.unmodifiableNavigableMap(others);
  }

  /** An unmodifiable copy, sorted by name. */
  public static NavigableMap<String, String> copy(Map<String, String> pairs) {
    return pairs.isEmpty() ? NONE : Collections.unmodifiableNavigableMap(new TreeMap<>(pairs));
  }
}
