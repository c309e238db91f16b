package dev.ferry.functions.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @Test
  void everyKindOfValue_isSeparatedOnce() {
    JsonText text =
        new JsonText()
            .open()
            .openArray("none")
            .closeArray()
            .put("text", "a")
            .put("whole", 1)
            .put("number", 0.5)
            .put("flag", true)
            .openArray("list")
            .add("x")
            .add(2.5)
            .open()
            .close()
            .openArray()
            .closeArray()
            .closeArray()
            .open("inner")
            .close()
            .close();

    assertThat(text)
        .hasToString(
            "{\"none\":[],\"text\":\"a\",\"whole\":1,\"number\":0.5,\"flag\":true,"
                + "\"list\":[\"x\",2.5,{},[]],\"inner\":{}}");
  }

  @Property
  void everyText_isReadAsItWasWritten(@ForAll String name, @ForAll String value) {
    String json = new JsonText().open().put(name, value).close().toString();

    assertThat(JsonObject.parse("a test", json).text(name)).isEqualTo(value);
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(json);
  }

  @Property
  void everyNumber_isReadAsItWasWritten(@ForAll double value) {
    String json = new JsonText().open().put("n", value).close().toString();

    assertThat(JsonObject.parse("a test", json).number("n")).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void numberThatJsonDoesNotHave_isRefused(double value) {
    assertThatThrownBy(() -> new JsonText().open().put("n", value))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
