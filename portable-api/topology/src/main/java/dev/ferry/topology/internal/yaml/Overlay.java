package dev.ferry.topology.internal.yaml;

import java.util.LinkedHashMap;
import java.util.Map;

/** Lays the values of one tree over those of another. */
public final class Overlay {

  private Overlay() {}

  /**
   * Mappings are merged key by key, at any depth; anything else is replaced whole. Every value
   * keeps the place it was written at.
   */
  public static Tree of(Tree base, Tree over) {
    if (base instanceof Tree.Mapping lower && over instanceof Tree.Mapping upper) {
      Map<String, Tree> merged = new LinkedHashMap<>(lower.entries());
      upper.entries().forEach((key, value) -> merged.merge(key, value, Overlay::of));
      return new Tree.Mapping(lower.place(), merged);
    }
    return over;
  }
}
