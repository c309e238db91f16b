package dev.ferry.topology.internal.format;

import dev.ferry.topology.internal.schema.Nearest;
import dev.ferry.topology.internal.yaml.Overlay;
import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The file as each of its environments sees it. */
public final class Environments {

  private static final String KEY = "environments";

  private Environments() {}

  /** The file without its environments: what holds where none is named. */
  public static Tree.Mapping base(Tree.Mapping file) {
    Map<String, Tree> entries = new LinkedHashMap<>(file.entries());
    entries.remove(KEY);
    return new Tree.Mapping(file.place(), entries);
  }

  /**
   * The file with each environment's values laid over it. An environment changes what is there: a
   * queue, topic or handler that the file does not have is reported.
   */
  public static Map<String, Tree.Mapping> merged(Tree.Mapping file, Problems problems) {
    Tree.Mapping base = base(file);
    Map<String, Tree.Mapping> merged = new LinkedHashMap<>();
    if (file.entries().get(KEY) instanceof Tree.Mapping environments) {
      environments
          .entries()
          .forEach(
              (name, tree) -> {
                if (tree instanceof Tree.Mapping override) {
                  Tree.Mapping known = known(base, override, problems);
                  merged.put(name, (Tree.Mapping) Overlay.of(base, known));
                }
              });
    }
    return merged;
  }

  /** The part of {@code override} that changes what the file has. */
  private static Tree.Mapping known(Tree.Mapping base, Tree.Mapping override, Problems problems) {
    Map<String, Tree> known = new LinkedHashMap<>(override.entries());
    known.keySet().retainAll(OverrideKind.KEYS);
    for (String kind : List.of("queues", "topics", "handlers")) {
      if (known.get(kind) instanceof Tree.Mapping changed) {
        known.put(kind, withoutUnknown(kind, entries(base, kind).keySet(), changed, problems));
      }
    }
    return new Tree.Mapping(override.place(), known);
  }

  private static Tree withoutUnknown(
      String kind, Set<String> names, Tree.Mapping changed, Problems problems) {
    Map<String, Tree> known = new LinkedHashMap<>(changed.entries());
    changed
        .entries()
        .forEach(
            (name, tree) -> {
              if (!names.contains(name)) {
                known.remove(name);
                problems.add(
                    tree.place(),
                    "changes something that the file does not have",
                    Nearest.orElse(name, names, "Add it under '" + kind + "' of the file."));
              }
            });
    return new Tree.Mapping(changed.place(), known);
  }

  private static Map<String, Tree> entries(Tree.Mapping tree, String key) {
    return tree.entries().get(key) instanceof Tree.Mapping mapping ? mapping.entries() : Map.of();
  }
}
