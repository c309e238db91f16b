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

  private Pairs() {}

  /** An unmodifiable copy, sorted by name. */
  public static NavigableMap<String, String> copy(Map<String, String> pairs) {
    return pairs.isEmpty() ? NONE : Collections.unmodifiableNavigableMap(new TreeMap<>(pairs));
  }
}
