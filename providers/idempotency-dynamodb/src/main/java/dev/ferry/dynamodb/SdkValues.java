package dev.ferry.dynamodb;

import dev.ferry.messaging.Body;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Values as the SDK has them, and back. */
final class SdkValues {
  private SdkValues() {}

  static AttributeValue of(Value value) {
    if (value instanceof Value.Text text) {
      return AttributeValue.fromS(text.text());
    }
    if (value instanceof Value.Numeric number) {
      return AttributeValue.fromN(number.digits());
    }
    Value.Bytes bytes = (Value.Bytes) value;
    return AttributeValue.fromB(SdkBytes.fromByteBuffer(bytes.bytes().asByteBuffer()));
  }

  static Map<String, AttributeValue> of(Map<String, Value> item) {
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    item.forEach((name, value) -> attributes.put(name, of(value)));
    return attributes;
  }

  static Map<String, AttributeValue> key(String key) {
    return Map.of(RecordItem.KEY, AttributeValue.fromS(key));
  }

  /** An item's values; attributes of kinds that no record has are skipped. */
  static Map<String, Value> read(Map<String, AttributeValue> attributes) {
    Map<String, Value> item = new LinkedHashMap<>();
    attributes.forEach((name, value) -> read(value).ifPresent(read -> item.put(name, read)));
    return item;
  }

  private static Optional<Value> read(AttributeValue value) {
    if (value.s() != null) {
      return Optional.of(new Value.Text(value.s()));
    }
    if (value.n() != null) {
      return Optional.of(new Value.Numeric(value.n()));
    }
    return value.b() == null
        ? Optional.empty()
        : Optional.of(new Value.Bytes(Body.wrap(value.b().asByteArray())));
  }
}
