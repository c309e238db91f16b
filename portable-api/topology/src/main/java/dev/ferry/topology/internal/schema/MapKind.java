package dev.ferry.topology.internal.schema;

import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A mapping with names of the user's choice, each to a value of one kind. An entry that cannot be
 * read is left out.
 *
 * @param names what a name may be; a name is text whatever it looks like
 * @param values what each name stands for
 */
public record MapKind<T>(Kind<String> names, Kind<T> values) implements Kind<Map<String, T>> {

  @Override
  public @Nullable Map<String, T> read(Tree tree, Problems problems) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      problems.add(
          tree.place(),
          "must be a mapping of names, but is " + tree.inWords(),
          "Indent 'name: value' lines under it, or write {} for none.");
      return null;
    }
    Map<String, T> read = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (name, value) -> {
              Tree asText = new Tree.Scalar(value.place(), name, true);
              T item = values.read(value, problems);
              if (names.read(asText, problems) != null && item != null) {
                read.put(name, item);
              }
            });
    return read;
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("propertyNames", names.schema());
    schema.put("additionalProperties", values.schema());
    return schema;
  }

  @Override
  public Map<String, Object> demands() {
    return values.demands().isEmpty() ? Map.of() : Map.of("additionalProperties", values.demands());
  }
}
