package dev.ferry.peers.google.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.Value;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** How large a document is, as Firestore counts. */
final class DocumentSize {
  private static final long MAX_BYTES = 1 << 20;
  private static final long OF_A_DOCUMENT = 32;
  private static final long OF_A_NAME = 16;

  private DocumentSize() {}

  static void check(Document document) throws Refused {
    long bytes = OF_A_DOCUMENT + name(document.getName()) + fields(document.getFieldsMap());
    if (bytes > MAX_BYTES) {
      throw Refused.invalid(
          "Document '%s' cannot be written because its size (%d bytes) exceeds the maximum allowed size of 1,048,576 bytes."
              .formatted(document.getName(), bytes));
    }
  }

  private static long name(String name) {
    String path = name.substring(name.indexOf("/documents/") + "/documents/".length());
    long bytes = OF_A_NAME;
    for (String id : path.split("/", -1)) {
      bytes += text(id);
    }
    return bytes;
  }

  private static long fields(Map<String, Value> fields) {
    long bytes = 0;
    for (Map.Entry<String, Value> field : fields.entrySet()) {
      bytes += text(field.getKey()) + value(field.getValue());
    }
    return bytes;
  }

  private static long text(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length + 1L;
  }

  private static long value(Value value) {
    return switch (value.getValueTypeCase()) {
      case STRING_VALUE -> text(value.getStringValue());
      case BYTES_VALUE -> value.getBytesValue().size();
      case NULL_VALUE, BOOLEAN_VALUE -> 1;
      case MAP_VALUE -> OF_A_DOCUMENT + fields(value.getMapValue().getFieldsMap());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream().mapToLong(DocumentSize::value).sum();
      case GEO_POINT_VALUE -> 16;
      default -> 8;
    };
  }
}
