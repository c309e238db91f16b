package dev.ferry.peers.google.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pub/Sub's filter language. */
class FilterTest {
  private static final Map<String, String> ATTRIBUTES =
      Map.of("kind", "placed", "country", "de", "odd name", "say \"x\"");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attributes:kind | true",
        "attributes:other | false",
        "attributes.kind = \"placed\" | true",
        "attributes.kind=\"Placed\" | false",
        "attributes.kind != \"paid\" | true",
        "attributes.\"odd name\" = \"say \\\"x\\\"\" | true",
        "hasPrefix(attributes.kind, \"pla\") | true",
        "hasPrefix(attributes.kind, \"lac\") | false",
        "hasPrefix(attributes.other, \"\") | false",
        "NOT attributes:kind | false",
        "-attributes:other | true",
        "attributes:kind AND attributes.country = \"de\" | true",
        "attributes:kind AND attributes.country = \"fr\" | false",
        "attributes.kind = \"paid\" OR attributes.kind = \"placed\" | true",
        "(attributes.kind = \"paid\" OR attributes.kind = \"placed\") AND attributes:other | false",
        "attributes:other OR NOT (attributes:kind AND attributes:other) | true",
      })
  void filter_letsPassWhatItSays(String filter, boolean passes) {
    assertThat(Filter.parse(filter).passes(ATTRIBUTES)).isEqualTo(passes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind = \"placed\"",
        "attributes.kind = placed",
        "attributes.kind",
        "attributes.kind = \"placed",
        "attributes:a AND attributes:b OR attributes:c",
        "(attributes:a",
        "attributes:a attributes:b",
        "hasPrefix(attributes.a)",
        "attributes.a = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            + "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
            + "xxxxxxxxxx\"",
      })
  void filterThatCannotBeRead_isRefused(String filter) {
    assertThatThrownBy(() -> Filter.parse(filter))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("INVALID_ARGUMENT");
  }
}
