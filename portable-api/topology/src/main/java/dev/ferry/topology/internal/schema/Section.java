package dev.ferry.topology.internal.schema;

import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A mapping with known keys. Immutable. */
public final class Section implements Kind<Fields> {

  private final List<Key<?>> keys;
  private final @Nullable Key<String> shorthand;

  private Section(List<Key<?>> keys, @Nullable Key<String> shorthand) {
    this.keys = keys;
    this.shorthand = shorthand;
  }

  /** A section with these keys, in the order that the schema shows them. */
  public static Section of(Key<?>... keys) {
    return new Section(List.of(keys), null);
  }

  /** This section, for which text may stand alone: it is the value of {@code key}. */
  public Section withShorthand(Key<String> key) {
    return new Section(keys, key);
  }

  /** Its keys, in the order of the schema. */
  public List<Key<?>> keys() {
    return keys;
  }

  @Override
  public @Nullable Fields read(Tree tree, Problems problems) {
    if (tree instanceof Tree.Mapping mapping) {
      return fields(mapping, problems);
    }
    if (shorthand != null && tree instanceof Tree.Scalar) {
      String value = shorthand.kind().read(tree, problems);
      if (value == null) {
        return null;
      }
      Fields fields = new Fields(tree.place());
      fields.put(shorthand, value);
      return fields;
    }
    problems.add(
        tree.place(),
        "must be a mapping of keys, but is " + tree.inWords(),
        "Indent its keys (" + names() + ") under it, or write {} for their defaults.");
    return null;
  }

  private Fields fields(Tree.Mapping mapping, Problems problems) {
    Fields fields = new Fields(mapping.place());
    mapping
        .entries()
        .forEach(
            (name, value) ->
                keyNamed(name)
                    .ifPresentOrElse(
                        key -> readInto(fields, key, value, problems),
                        () -> unknown(name, value, problems)));
    for (Key<?> key : keys) {
      if (key.required() && !mapping.entries().containsKey(key.name())) {
        problems.add(
            mapping.place(),
            "has no '" + key.name() + "'",
            "Add '" + key.name() + ":'. " + key.description());
      }
    }
    return fields;
  }

  private static <T> void readInto(Fields fields, Key<T> key, Tree value, Problems problems) {
    T read = key.kind().read(value, problems);
    if (read != null) {
      fields.put(key, read);
    }
  }

  private void unknown(String name, Tree value, Problems problems) {
    problems.add(
        value.place(),
        "is not a key that is known here",
        Nearest.orElse(
            name, keys.stream().map(Key::name).toList(), "Known keys are: " + names() + "."));
  }

  private Optional<Key<?>> keyNamed(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  private String names() {
    return String.join(", ", keys.stream().map(Key::name).toList());
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.forEach(key -> properties.put(key.name(), key.schema()));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("additionalProperties", false);
    object.put("properties", properties);
    return shorthand == null ? object : Map.of("anyOf", List.of(shorthand.kind().schema(), object));
  }

  @Override
  public Map<String, Object> demands() {
    Map<String, Object> demands = new LinkedHashMap<>();
    List<String> required = keys.stream().filter(Key::required).map(Key::name).toList();
    if (!required.isEmpty()) {
      demands.put("required", required);
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    keys.stream()
        .filter(key -> !key.kind().demands().isEmpty())
        .forEach(key -> properties.put(key.name(), key.kind().demands()));
    if (!properties.isEmpty()) {
      demands.put("properties", properties);
    }
    return demands;
  }
}
