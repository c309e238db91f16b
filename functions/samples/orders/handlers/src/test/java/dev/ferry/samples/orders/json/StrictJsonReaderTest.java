package dev.ferry.samples.orders.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonReader.Token;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What adapters of other records than the sample's may ask for. */
class StrictJsonReaderTest {
  private static StrictJsonReader reader(String json) {
    return new StrictJsonReader(json);
  }

  private static void refuses(String json, Consumer<JsonReader> read) {
    assertThatExceptionOfType(MalformedJson.class).isThrownBy(() -> read.accept(reader(json)));
  }

  @Test
  void numbers_areReadAsAsked() {
    assertThat(reader("-2147483648").readInt()).isEqualTo(Integer.MIN_VALUE);
    assertThat(reader("-2.50e1").readDouble()).isEqualTo(-25.0);
    assertThat(reader("-2.50e1").readDecimal()).isEqualTo(new BigDecimal("-25.0"));
    assertThat(reader("12345678901234567890").readBigInteger())
        .isEqualTo(new BigInteger("12345678901234567890"));
  }

  @Test
  void numbers_outOfRange_areRefused() {
    refuses("1e9999999999", JsonReader::readDecimal);
    refuses("1.0", JsonReader::readBigInteger);
    refuses("\"1\"", JsonReader::readDouble);
    refuses("2147483648", JsonReader::readInt);
    refuses("1e400", JsonReader::readDouble);
  }

  @Test
  void booleans_areReadOnlyFromBooleans() {
    assertThat(reader(" true").readBoolean()).isTrue();
    assertThat(reader("false").readBoolean()).isFalse();
    refuses("null", JsonReader::readBoolean);
    refuses("\"true\"", JsonReader::readBoolean);
  }

  @Test
  void binary_isBase64() {
    assertThat(reader("\"AP8=\"").readBinary()).containsExactly(0, -1);
    refuses("\"A\"", JsonReader::readBinary);
  }

  @Test
  void raw_isTheTextOfAValue() {
    StrictJsonReader reader = reader("[ {\"a\": [1, \"]\"]} , 2]");
    reader.beginArray();

    assertThat(reader.hasNextElement()).isTrue();
    assertThat(reader.readRaw()).isEqualTo("{\"a\": [1, \"]\"]}");
    assertThat(reader.hasNextElement()).isTrue();
    assertThat(reader.readInt()).isEqualTo(2);
    assertThat(reader.hasNextElement()).isFalse();
    reader.endArray();
    reader.end();
  }

  @ParameterizedTest
  @CsvSource({
    "{, BEGIN_OBJECT",
    "[, BEGIN_ARRAY",
    "true, BOOLEAN",
    "false, BOOLEAN",
    "null, NULL",
    "-1, NUMBER",
    "\"\", STRING"
  })
  void token_isToldByItsFirstCharacter(String json, Token token) {
    assertThat(reader(json).currentToken()).isEqualTo(token);
  }

  @Test
  void reader_isItsOwnNativeOne() {
    StrictJsonReader reader = reader("");

    assertThat(reader.unwrap(JsonReader.class)).isSameAs(reader);
    assertThatThrownBy(() -> reader.unwrap(String.class)).isInstanceOf(ClassCastException.class);
  }
}
