package dev.ferry.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.ferry.topology.internal.format.FileFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The schema that editors use says what the parser does. After a change of keys write it anew:
 *
 * <pre>{@code
 * ./mvnw -pl :ferry-topology test -Dtest=SchemaTest -Dtest.jvm.args=-Dgolden=write
 * }</pre>
 */
class SchemaTest {

  private static final Path FILE =
      Path.of("src", "main", "resources", "dev", "ferry", "topology", "topology.schema.json");

  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(generated(), InputFormat.JSON);

  static List<Path> goodFiles() {
    return Resources.yaml("good");
  }

  private static String generated() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Ferry topology, version " + Topology.VERSION);
    schema.putAll(FileFormat.schema());
    return JsonText.of(schema);
  }

  private static List<Error> errors(String yaml) {
    return SCHEMA.validate(JsonText.of(loaded(yaml)), InputFormat.JSON);
  }

  /** By a reader of YAML 1.2: to one of 1.1 {@code yes} is a boolean. */
  private static Object loaded(String yaml) {
    return new Load(LoadSettings.builder().build()).loadFromString(yaml);
  }

  @Test
  void schema_ofTheKeys_isTheResource() throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Resources.write(FILE, generated());
    }
    try (InputStream in = Topology.schema()) {
      assertThat(Resources.text(FILE)).isEqualTo(generated());
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("goodFiles")
  void schema_goodTopology_isAccepted(Path file) {
    assertThat(errors(Resources.text(file))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04-list-for-a-file",
        "05-required-keys-missing",
        "06-version-of-the-future",
        "07-unknown-keys",
        "09-values-of-the-wrong-kind",
        "10-values-out-of-range",
        "27-names-that-no-cloud-takes",
        "30-variables",
        "31-environments",
        "35-filters",
        "37-empty-sections"
      })
  void schema_structurallyBadTopology_isRefused(String file) {
    assertThat(errors(Resources.text(Resources.path("bad/" + file + ".yaml")))).isNotEmpty();
  }

  /** What the parser finds in single values, the schema finds at the same places. */
  @Test
  void schema_badValues_areFoundWhereTheParserFindsThem() {
    String yaml = Resources.text(Resources.path("bad/09-values-of-the-wrong-kind.yaml"));

    List<String> told =
        errors(yaml).stream()
            .map(error -> error.getInstanceLocation().toString())
            .map(path -> path.substring(1).replace('/', '.'))
            .distinct()
            .toList();

    assertThat(told).containsExactlyInAnyOrderElementsOf(refusedPaths(yaml));
  }

  private static List<String> refusedPaths(String yaml) {
    try {
      Topology.parse("bad", yaml);
      return List.of("accepted");
    } catch (TopologyException refused) {
      return refused.problems().stream().map(Problem::path).toList();
    }
  }

  /** Both ways: the schema has no key that a file cannot say, and the other way round. */
  @Test
  void schema_itsKeys_areThoseOfTheFullFile() {
    Set<String> inSchema = new TreeSet<>();
    keysOfSchema("", FileFormat.schema(), inSchema);
    Set<String> inFile = new TreeSet<>();
    Object full = loaded(Resources.text(Resources.path("good/full.yaml")));
    keysOfFile("", full, FileFormat.schema(), inFile);

    assertThat(inFile).isEqualTo(inSchema);
  }

  @Test
  void schema_everyKey_isDescribedInSentences() {
    assertDescribed("", FileFormat.schema());
  }

  private static void assertDescribed(String path, Object schema) {
    properties(schema)
        .forEach(
            (key, value) -> {
              String at = path + "." + key;
              if (value instanceof Map<?, ?> property && !property.containsKey("$ref")) {
                assertThat(property.get("description")).as(at).asString().matches("[A-Z'].*\\.");
              }
              assertDescribed(at, value);
            });
    named(schema).ifPresent(value -> assertDescribed(path + ".NAME", value));
  }

  private static void keysOfSchema(String path, Object schema, Set<String> keys) {
    properties(schema)
        .forEach(
            (key, value) -> {
              keys.add(path + key);
              keysOfSchema(path + key + ".", value, keys);
            });
    named(schema).ifPresent(value -> keysOfSchema(path + "NAME.", value, keys));
  }

  private static void keysOfFile(String path, Object value, Object schema, Set<String> keys) {
    if (!(value instanceof Map<?, ?> map) || ((Map<?, ?>) schema).containsKey("$ref")) {
      return;
    }
    Map<?, ?> properties = properties(schema);
    map.forEach(
        (key, inner) -> {
          if (properties.containsKey(key)) {
            keys.add(path + key);
            keysOfFile(path + key + ".", inner, properties.get(key), keys);
          } else {
            keysOfFile(path + "NAME.", inner, named(schema).orElseThrow(), keys);
          }
        });
  }

  private static Map<?, ?> properties(Object schema) {
    return section(schema).get("properties") instanceof Map<?, ?> properties
        ? properties
        : Map.of();
  }

  private static Optional<Object> named(Object schema) {
    return section(schema).get("additionalProperties") instanceof Map<?, ?> values
        ? Optional.of(values)
        : Optional.empty();
  }

  /** A section that may be text has its mapping as the second of two. */
  private static Map<?, ?> section(Object schema) {
    Map<?, ?> map = (Map<?, ?>) schema;
    return map.get("anyOf") instanceof List<?> either ? (Map<?, ?>) either.get(1) : map;
  }
}
