package dev.ferry.dynamodb;

import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.messaging.Body;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values as the SDK has them, and back. */
final class SdkValues {
  private SdkValues() {}

  static AttributeValue of(RecordValue value) {
    if (value instanceof RecordValue.Text text) {
      return AttributeValue.fromS(text.text());
    }
    if (value instanceof RecordValue.Numeric number) {
      return AttributeValue.fromN(number.digits());
    }
    RecordValue.Bytes bytes = (RecordValue.Bytes) value;
    return AttributeValue.fromB(SdkBytes.fromByteBuffer(bytes.bytes().asByteBuffer()));
  }

  static Map<String, AttributeValue> of(Map<String, RecordValue> item) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    item.forEach((name, value) -> attributes.put(name, of(value)));
    return attributes;
  }

  static Map<String, AttributeValue> key(String key) {
    return Map.of(RecordItem.KEY, AttributeValue.fromS(key));
  }

  /** An item's values; attributes of kinds that no record has are skipped. */
  static Map<String, RecordValue> read(Map<String, AttributeValue> attributes) {
    Map<String, RecordValue> item = new LinkedHashMap<>();
    attributes.forEach((name, value) -> read(value).ifPresent(read -> item.put(name, read)));
    return item;
  }

  private static Optional<RecordValue> read(AttributeValue value) {
    if (value.s() != null) {
      return Optional.of(new RecordValue.Text(value.s()));
    }
    if (value.n() != null) {
      return Optional.of(new RecordValue.Numeric(value.n()));
    }
    return value.b() == null
        ? Optional.empty()
        : Optional.of(new RecordValue.Bytes(Body.wrap(value.b().asByteArray())));
  }
}
