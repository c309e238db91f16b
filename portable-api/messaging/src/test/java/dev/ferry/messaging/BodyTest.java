package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BodyTest {
  @Test
  void of_bytes_areCopiedInAndOut() {
    byte[] bytes = {1, 2, 3};
    Body body = Body.of(bytes);
    bytes[0] = 9;
    body.toByteArray()[1] = 9;
    assertThat(body.toByteArray()).containsExactly(1, 2, 3);
    assertThat(body.sizeBytes()).isEqualTo(3);
  }

  @Test
  void asByteBuffer_cannotBeWrittenTo() {
    assertThatThrownBy(() -> Body.of("a").asByteBuffer().put((byte) 1))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThat(Body.of("a").asByteBuffer().remaining()).isEqualTo(1);
  }

  @Property
  void equals_isByContent(@ForAll byte[] bytes) {
    assertThat(Body.of(bytes))
        .isEqualTo(Body.wrap(bytes.clone()))
        .hasSameHashCodeAs(Body.of(bytes));
    byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
    assertThat(Body.of(longer)).isNotEqualTo(Body.of(bytes));
  }

  @Test
  void empty_isOne() {
    assertThat(Body.of(new byte[0])).isSameAs(Body.empty());
    assertThat(Body.wrap(new byte[0])).isSameAs(Body.empty());
    assertThat(Body.of("")).isSameAs(Body.empty());
  }

  @Test
  void utf8_malformed_isRefused() {
    assertThatThrownBy(() -> Body.of(new byte[] {(byte) 0xC3, 0x28}).utf8())
        .isInstanceOf(MessagingException.class)
        .hasMessage("INVALID_ARGUMENT: read a body as text: it is not UTF-8")
        .hasCauseInstanceOf(CharacterCodingException.class);
  }

  @Test
  void utf8_replacementCharacterOfItsOwn_isText() {
    assertThat(Body.of("\uFFFD or not").utf8()).isEqualTo("\uFFFD or not");
  }

  @Property
  void isPlainText_isSoByteForByte(@ForAll byte[] bytes) {
    assertThat(Body.of(bytes).isPlainText()).isEqualTo(plain(bytes));
  }

  @Property
  void isPlainText_ofAscii_isSoByteForByte(
      @ForAll @Size(max = 40) List<@IntRange(max = 0x80) Integer> codes) {
    byte[] bytes = new byte[codes.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = codes.get(i).byteValue();
    }
    Body body = Body.of(bytes);

    assertThat(body.isPlainText()).isEqualTo(plain(bytes));
    assertThat(body.isPlainText()).as("asked again").isEqualTo(plain(bytes));
  }

  private static boolean plain(byte[] bytes) {
    for (byte one : bytes) {
      if (one < ' ' && one != '\t' && one != '\n' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  @Test
  void of_malformedText_isRefused() {
    assertThatThrownBy(() -> Body.of("order \uD83D"))
        .isInstanceOf(MessagingException.class)
        .hasMessageStartingWith("INVALID_ARGUMENT: ");
  }

  @Test
  void toString_showsTheSizeOnly() {
    assertThat(Body.of("secret")).hasToString("Body[6 bytes]");
  }
}
