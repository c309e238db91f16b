package dev.ferry.topology.internal.format;

import dev.ferry.topology.internal.schema.Kind;
import dev.ferry.topology.internal.schema.Nearest;
import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an environment changes. Only the names of its keys are read here: what is under them is read
 * where it is laid over the rest of the file.
 */
final class OverrideKind implements Kind<Tree.Mapping> {

  static final List<String> KEYS =
      List.of("namePrefix", "tags", "variables", "queues", "topics", "handlers");

  @Override
  public Tree.@Nullable Mapping read(Tree tree, Problems problems) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      problems.add(
          tree.place(),
          "must be a mapping of keys, but is " + tree.inWords(),
          "Indent what is different there under it, or remove it.");
      return null;
    }
    mapping.entries().entrySet().stream()
        .filter(entry -> !KEYS.contains(entry.getKey()))
        .forEach(
            entry ->
                problems.add(
                    entry.getValue().place(),
                    "is not a key that an environment can change",
                    Nearest.orElse(
                        entry.getKey(), KEYS, "It can change: " + String.join(", ", KEYS) + ".")));
    return mapping;
  }

  /** Refers to the keys of the file, which ask for nothing themselves. */
  @Override
  public Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    KEYS.forEach(key -> properties.put(key, Map.of("$ref", "#/properties/" + key)));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    schema.put("properties", properties);
    return schema;
  }
}
