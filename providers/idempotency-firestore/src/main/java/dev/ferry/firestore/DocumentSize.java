package dev.ferry.firestore;

import com.google.firestore.v1.Value;
import dev.ferry.messaging.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How large a document is, as Firestore counts. */
final class DocumentSize {
  /**
   * The most bytes of a document.
   *
   * @see <a href="https://firebase.google.com/docs/firestore/quotas">Quotas and limits</a>
   */
  static final int MAX_BYTES = 1 << 20;

  /** Of the document itself, of its name beside the ids, and of any number or time. */
  private static final int OVERHEAD = 32 + 16;

  private static final int OF_A_NUMBER = 8;

  private DocumentSize() {}

  /**
   * Refuses what Firestore would refuse, before it is sent.
   *
   * @param messages how many messages the document's outbox has
   */
  static void check(FirestoreCollection collection, Map<String, Value> fields, int messages) {
    int bytes = of(collection, fields);
    if (bytes > MAX_BYTES) {
      throw MessagingException.invalid(
          "complete a record with %d staged messages: its document of %d bytes is over Firestore's %d;"
                  .formatted(messages, bytes, MAX_BYTES)
              + " stage fewer or smaller ones, such as references to what is stored elsewhere");
    }
  }

  /** The bytes of a record's document, whose id is a key of 64 digits. */
  static int of(FirestoreCollection collection, Map<String, Value> fields) {
    int bytes = OVERHEAD + text(collection.collection()) + 65;
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      bytes += text(field.getKey()) + of(field.getValue());
    }
    return bytes;
  }

  private static int of(Value value) {
    if (value.hasStringValue()) {
      return text(value.getStringValue());
    }
    return value.hasBytesValue() ? value.getBytesValue().size() : OF_A_NUMBER;
  }

  private static int text(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
