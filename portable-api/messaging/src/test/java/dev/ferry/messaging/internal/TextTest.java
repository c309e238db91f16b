package dev.ferry.messaging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {
  @Property
  void utf8Bytes_isWhatEncodingGives(@ForAll String text) {
    if (Text.wellFormed(text)) {
      assertThat(Text.utf8Bytes(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }
  }

  @Property
  void wellFormed_isWhatAnEncoderAccepts(@ForAll String text) {
    assertThat(Text.wellFormed(text))
        .isEqualTo(StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "\uDEA2", "\uDEA2\uD83D", "a\uD83Db", "\uD83D\uD83D\uDEA2"})
  void wellFormed_unpairedSurrogate_isNot(String text) {
    assertThat(Text.wellFormed(text)).isFalse();
  }
}
