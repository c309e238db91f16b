package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextBodyTest {
  private static final Map<String, String> FERRY = Map.of("ferry", "v=1&id=a", "kind", "order");

  private static Body sentAndRead(Body body) {
    TextBody sent = TextBody.of(body);
    return TextBody.read(sent.text(), sent.marked(FERRY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "Grüße 😀", "tab\t, line\n, return\r", " ", "-"})
  void textThatSqsTakes_travelsAsItIs(String text) {
    TextBody sent = TextBody.of(Body.of(text));

    assertThat(sent.text()).isEqualTo(text);
    assertThat(sent.marked(FERRY)).isEqualTo(FERRY);
    assertThat(TextBody.sizeBytes(Body.of(text))).isEqualTo(Body.of(text).sizeBytes());
    assertThat(sentAndRead(Body.of(text))).isEqualTo(Body.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000", "\u001b[1m", "\uFFFE", "\uFFFF"})
  void textThatXmlCannotHold_travelsAsBase64(String text) {
    TextBody sent = TextBody.of(Body.of(text));

    assertThat(sent.text()).isBase64();
    assertThat(sent.marked(FERRY)).containsEntry("ferry", "v=1&id=a&body=base64");
    assertThat(sentAndRead(Body.of(text))).isEqualTo(Body.of(text));
  }

  @Test
  void anyBytes_comeBack_andTheirSizeIsKnownBefore() {
    byte[] bytes = new byte[300];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    for (int length = 0; length < bytes.length; length++) {
      Body body = Body.of(Arrays.copyOf(bytes, length));
      TextBody sent = TextBody.of(body);
      int added = sent.marked(FERRY).toString().length() - FERRY.toString().length();

      assertThat(sentAndRead(body)).isEqualTo(body);
      assertThat(TextBody.sizeBytes(body)).isEqualTo(Body.of(sent.text()).sizeBytes() + added);
    }
  }

  @Test
  void oneByteThatIsNoText_isFoundWhereverItIs() {
    for (int place = 0; place < 40; place++) {
      for (int bad : new int[] {0x00, 0x1F, 0x80, 0xFF}) {
        byte[] bytes = "x".repeat(40).getBytes(StandardCharsets.US_ASCII);
        bytes[place] = (byte) bad;

        assertThat(TextBody.of(Body.of(bytes)).form()).as("%x at %d", bad, place).isNotNull();
      }
    }
    assertThat(TextBody.of(Body.of("x\ty\n ~".repeat(9))).form()).isNull();
  }

  @Test
  void bytesWithoutAPlaceToSayHowTheyTravel_areHomeless() {
    assertThat(TextBody.of(Body.of(new byte[] {0})).homeless(Map.of())).isTrue();
    assertThat(TextBody.of(Body.of(new byte[] {0})).homeless(FERRY)).isFalse();
    assertThat(TextBody.of(Body.of("text")).homeless(Map.of())).isFalse();
  }

  @Test
  void bodyThatIsNotWhatIsSaidOfIt_isTheTextItself() {
    assertThat(TextBody.read("no base64!", Map.of("ferry", "v=1&id=a&body=base64")))
        .isEqualTo(Body.of("no base64!"));
    assertThat(TextBody.read("text", Map.of("ferry", "v=1&id=a&body=none")))
        .isEqualTo(Body.of("text"));
  }
}
