package dev.ferry.aws;

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
  private static final long SPACES = 0x2020202020202020L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;

  private XmlText() {}

  /** Whether these bytes are text in UTF-8 that SQS takes. */
  static boolean isXml(ByteBuffer bytes) {
    return isPlain(bytes) || decoded(bytes) != null;
  }

  /** The text that these bytes are in UTF-8; null when they are none that SQS takes. */
  static @Nullable String decode(ByteBuffer bytes) {
    return isPlain(bytes) ? StandardCharsets.ISO_8859_1.decode(bytes).toString() : decoded(bytes);
  }

  /** Whether all of it is ASCII that SQS takes, as it mostly is: no text is made to know it. */
  private static boolean isPlain(ByteBuffer bytes) {
    int i = bytes.position();
    while (i < bytes.limit()) {
      if (bytes.limit() - i >= Long.BYTES && isPlain(bytes.getLong(i))) {
        i += Long.BYTES;
        continue;
      }
      byte one = bytes.get(i++);
      if (one < ' ' && one != '\t' && one != '\n' && one != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Whether each of eight bytes is from 0x20 to 0x7F: none has, or borrows, the highest bit. */
  private static boolean isPlain(long eight) {
    return ((eight | (eight - SPACES)) & HIGHEST_BITS) == 0;
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
    return !text.isEmpty()
        && text.length() <= 128
        && text.chars().allMatch(character -> character > ' ' && character <= '~');
  }
}
