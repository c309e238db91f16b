package dev.ferry.aws;

import dev.ferry.messaging.Body;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The characters that SQS takes: those that XML may hold.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SendMessage,
 *     MessageBody</a>
 */
final class XmlText {
  private XmlText() {}

  /** Whether a body is text in UTF-8 that SQS takes. */
  static boolean isXml(Body body) {
    return body.isPlainText() || decoded(body.asByteBuffer()) != null;
  }

  /** The text that a body is in UTF-8; null when it is none that SQS takes. */
  static @Nullable String decode(Body body) {
    return body.isPlainText() ? body.utf8() : decoded(body.asByteBuffer());
  }

  private static @Nullable String decoded(ByteBuffer bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return isXml(text) ? text : null;
    } catch (CharacterCodingException noText) {
      return null;
    }
  }

  /** Whether SQS takes every character. */
  static boolean isXml(String text) {
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      if (!isXml(point)) {
        return false;
      }
      i += Character.charCount(point);
    }
    return true;
  }

  private static boolean isXml(int point) {
    return point >= 0x20
        ? point <= 0xD7FF || (point >= 0xE000 && point <= 0xFFFD) || point >= 0x10000
        : point == '\t' || point == '\n' || point == '\r';
  }

  /** Whether it can be a group or deduplication id: 1 to 128 visible ASCII characters. */
  static boolean isId(String text) {
    boolean visible = !text.isEmpty() && text.length() <= 128;
    for (int i = 0; visible && i < text.length(); i++) {
      visible = text.charAt(i) > ' ' && text.charAt(i) <= '~';
    }
    return visible;
  }
}
