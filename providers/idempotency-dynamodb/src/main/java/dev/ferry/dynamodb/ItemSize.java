package dev.ferry.dynamodb;

import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.messaging.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How large an item is, as DynamoDB counts: names and values, in UTF-8. */
final class ItemSize {
  /**
   * The most bytes of an item.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html">Quotas</a>
   */
  static final int MAX_BYTES = 400 * 1024;

  /** No number takes more than this, however it is packed. */
  private static final int MAX_NUMBER_BYTES = 21;

  private ItemSize() {}

  /**
   * Refuses what DynamoDB would refuse, before it is sent.
   *
   * @param messages how many messages the item's outbox has
   */
  static void check(Map<String, RecordValue> item, int messages) {
    int bytes = of(item);
    if (bytes > MAX_BYTES) {
      throw MessagingException.invalid(
          "complete a record with %d staged messages: its item of %d bytes is over DynamoDB's %d;"
                  .formatted(messages, bytes, MAX_BYTES)
              + " stage fewer or smaller ones, such as references to what is stored elsewhere");
    }
  }

  /** At least what DynamoDB counts, and some bytes more for a number. */
  static int of(Map<String, RecordValue> item) {
    int bytes = 0;
    for (Map.Entry<String, RecordValue> attribute : item.entrySet()) {
      bytes += utf8(attribute.getKey()) + of(attribute.getValue());
    }
    return bytes;
  }

  private static int of(RecordValue value) {
    if (value instanceof RecordValue.Text text) {
      return utf8(text.text());
    }
    return value instanceof RecordValue.Bytes bytes ? bytes.bytes().sizeBytes() : MAX_NUMBER_BYTES;
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
