package dev.ferry.topology.internal.schema;

import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a value may be. Immutable.
 *
 * @param <T> what it is read as
 */
public interface Kind<T> {

  /** Reads {@code tree}; if it is something else, reports that and returns null. */
  @Nullable T read(Tree tree, Problems problems);

  /** This kind as a JSON Schema. Sections ask for no key here: an override says only a part. */
  Map<String, Object> schema();

  /** The keys that must be there, as a second schema for the same value; empty if none must. */
  default Map<String, Object> demands() {
    return Map.of();
  }
}
