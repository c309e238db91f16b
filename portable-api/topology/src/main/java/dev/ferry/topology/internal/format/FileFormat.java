package dev.ferry.topology.internal.format;

import static java.util.Objects.requireNonNull;

import dev.ferry.topology.Topology;
import dev.ferry.topology.Variable;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.MapKind;
import dev.ferry.topology.internal.schema.Section;
import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file as a whole. */
public final class FileFormat {

  static final Key<Integer> VERSION =
      Key.required(
          "version", Kinds.exactly(Topology.VERSION), "The version of this format, which is 1.");
  static final Key<String> NAME =
      Key.required("name", Names.SHORT, "The name of the system that the file describes.");
  static final Key<String> NAME_PREFIX =
      Key.optional(
          "namePrefix",
          Names.PREFIX,
          "What stands before the name of everything that is created, such as 'shop-'. Nothing by"
              + " default.");
  static final Key<Map<String, String>> TAGS =
      Key.optional(
          "tags",
          new MapKind<>(Names.TAG, Names.TAG),
          "Tags, or labels, of everything that is created.");
  static final Key<Map<String, Fields>> VARIABLES =
      Key.optional(
          "variables",
          new MapKind<>(
              Kinds.text(
                  "a variable's name of up to 100 letters, digits and underscores",
                  "Begin with a letter and choose another than FERRY_..., which is Ferry's own.",
                  "(?!FERRY_)[A-Za-z][A-Za-z0-9_]{1,99}"),
              VariableFormat.SECTION),
          "Environment variables of every function: text, or the name of a secret.");
  static final Key<Map<String, Fields>> QUEUES =
      Key.optional(
          "queues",
          new MapKind<>(Names.CHANNEL, QueueFormat.SECTION),
          "Queues by name. A handler's own queue behind a topic, dead-letter queues and park queues"
              + " need not be named here.");
  static final Key<Map<String, Fields>> TOPICS =
      Key.optional("topics", new MapKind<>(Names.CHANNEL, TopicFormat.SECTION), "Topics by name.");
  static final Key<Map<String, Fields>> HANDLERS =
      Key.required(
          "handlers", new MapKind<>(Names.HANDLER, HandlerFormat.SECTION), "Handlers by name.");
  static final Key<Map<String, Tree.Mapping>> ENVIRONMENTS =
      Key.optional(
          "environments",
          new MapKind<>(Names.SHORT, new OverrideKind()),
          "What is different in an environment, by its name. Mappings are merged key by key;"
              + " anything else is replaced.");

  /** Every key of a file. */
  public static final Section SECTION =
      Section.of(
          VERSION, NAME, NAME_PREFIX, TAGS, VARIABLES, QUEUES, TOPICS, HANDLERS, ENVIRONMENTS);

  private FileFormat() {}

  /**
   * Whether the rest of the file is worth reading; if not, the reason is reported. Of a file in
   * another version nothing else is: every key may mean something else there.
   */
  public static boolean isReadable(Tree file, Problems problems) {
    if (file instanceof Tree.Mapping mapping) {
      Tree version = mapping.entries().get(VERSION.name());
      return version == null || VERSION.kind().read(version, problems) != null;
    }
    problems.add(
        file.place(),
        "the file is " + file.inWords() + ", no topology",
        "Begin it with 'version: 1'.");
    return false;
  }

  /** The values of the file, as far as they can be read; the rest is reported. */
  public static Fields read(Tree.Mapping file, Problems problems) {
    return requireNonNull(SECTION.read(file, problems));
  }

  /** The whole file as a JSON Schema, without its {@code $schema} and title. */
  public static Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>(SECTION.schema());
    schema.put("allOf", List.of(SECTION.demands()));
    return schema;
  }

  static Map<String, Variable> variables(Fields file) {
    Map<String, Variable> variables = new LinkedHashMap<>();
    file.find(VARIABLES)
        .orElse(Map.of())
        .forEach((name, in) -> variables.put(name, VariableFormat.variable(in)));
    return variables;
  }
}
