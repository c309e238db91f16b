package dev.ferry.peers.aws.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators as the developer guide has them, for attributes. */
class FilterPolicyTest {

  private static boolean passes(String condition, Map<String, Attribute> attributes) {
    return FilterPolicy.parse("{\"a\": [" + condition + "]}").passes(attributes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"rugby\" | String | rugby | true",
        "\"rugby\" | String | Rugby | false",
        "\"rugby\", \"tennis\" | String | tennis | true",
        "\"rugby\" | String.Array | [\"golf\",\"rugby\"] | true",
        "\"rugby\" | String.Array | [\"golf\"] | false",
        "\"rugby\" | Binary | cnVnYnk= | false",
        "{\"prefix\": \"bas\"} | String | baseball | true",
        "{\"prefix\": \"bas\"} | String | rugby | false",
        "{\"suffix\": \"ball\"} | String | baseball | true",
        "{\"suffix\": \"ball\"} | String | ballad | false",
        "{\"equals-ignore-case\": \"tennis\"} | String | TENNIS | true",
        "{\"equals-ignore-case\": \"tennis\"} | String | golf | false",
        "{\"anything-but\": \"rugby\"} | String | golf | true",
        "{\"anything-but\": \"rugby\"} | String | rugby | false",
        "{\"anything-but\": [\"rugby\", \"golf\"]} | String | golf | false",
        "{\"anything-but\": {\"prefix\": \"order-\"}} | String | data-entry | true",
        "{\"anything-but\": {\"prefix\": \"order-\"}} | String | order-1 | false",
        "{\"numeric\": [\"=\", 301.5]} | Number | 3.015e2 | true",
        "{\"numeric\": [\">\", 0, \"<=\", 150]} | Number | 150 | true",
        "{\"numeric\": [\">\", 0, \"<=\", 150]} | Number | 0 | false",
        "{\"numeric\": [\">=\", 10]} | Number | 10 | true",
        "{\"numeric\": [\"<\", 10]} | Number | 10 | false",
        "{\"numeric\": [\"=\", 7]} | String | 7 | false",
        "7 | Number | 7.0 | true",
        "7 | Number | 8 | false",
        "{\"exists\": true} | String | anything | true",
        "{\"exists\": false} | String | anything | false",
        "\"x\", {\"exists\": true} | String | y | true"
      })
  void condition_holdsOrNot(String condition, String type, String value, boolean expected) {
    assertThat(passes(condition, Map.of("a", new Attribute(type, value)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"rugby\" | false",
        "{\"anything-but\": \"rugby\"} | false",
        "{\"numeric\": [\"<\", 1]} | false",
        "{\"exists\": false} | true",
        "{\"exists\": true} | false"
      })
  void attributeThatIsNotThere_passesOnlyWhereItIsToBeAbsent(String condition, boolean expected) {
    assertThat(passes(condition, Map.of("b", new Attribute("String", "rugby"))))
        .isEqualTo(expected);
  }

  @Test
  void everyAttributeThatIsNamed_mustPass() {
    FilterPolicy policy = FilterPolicy.parse("{\"a\": [\"1\"], \"b\": [\"2\"]}");
    Attribute one = new Attribute("String", "1");

    assertThat(policy.passes(Map.of("a", one, "b", new Attribute("String", "2")))).isTrue();
    assertThat(policy.passes(Map.of("a", one, "b", one))).isFalse();
    assertThat(policy.passes(Map.of("a", one))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"a\": \"rugby\"}",
        "{\"a\": [{\"looks-like\": \"rugby\"}]}",
        "{\"a\": [{\"numeric\": [\"~\", 1]}]}",
        "{\"a\": [true]}",
        "{"
      })
  void malformedPolicy_isRefused(String policy) {
    assertThatThrownBy(() -> FilterPolicy.parse(policy))
        .isInstanceOfSatisfying(
            SnsError.class, refused -> assertThat(refused.code()).isEqualTo("InvalidParameter"));
  }
}
