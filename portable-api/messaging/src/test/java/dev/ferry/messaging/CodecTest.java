package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CodecTest {
  @Property
  void utf8_anyTextThatUtf8CanCarry_comesBack(@ForAll String text) throws Exception {
    if (StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      Body body = Codec.utf8().encode(text);
      assertThat(body.toByteArray()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
      assertThat(Codec.utf8().decode(body)).isEqualTo(text);
    } else {
      assertThatThrownBy(() -> Codec.utf8().encode(text)).isInstanceOf(MessagingException.class);
    }
  }

  @Test
  void utf8_malformedBody_isRefused() {
    assertThatThrownBy(() -> Codec.utf8().decode(Body.of(new byte[] {(byte) 0xFF})))
        .isInstanceOf(MessagingException.class);
  }

  @Test
  void body_isItself() throws Exception {
    Body body = Body.of(new byte[] {(byte) 0xFF});
    assertThat(Codec.body().encode(body)).isSameAs(body);
    assertThat(Codec.body().decode(body)).isSameAs(body);
  }

  @Test
  void contentType_saysWhatItMakes() {
    assertThat(Codec.body().contentType()).isEqualTo("application/octet-stream");
    assertThat(Codec.utf8().contentType()).isEqualTo("text/plain; charset=utf-8");
  }
}
