package dev.ferry.firestore;

import com.google.firestore.v1.Value;
import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.messaging.Body;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A record's values as Firestore's, and back. A number with a fraction is a text: it is exact. */
final class Values {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private Values() {}

  static Value of(RecordValue value) {
    if (value instanceof RecordValue.Text text) {
      return Value.newBuilder().setStringValue(text.text()).build();
    }
    if (value instanceof RecordValue.Numeric number) {
      return number(number.digits());
    }
    RecordValue.Bytes bytes = (RecordValue.Bytes) value;
    return Value.newBuilder()
        .setBytesValue(ByteString.copyFrom(bytes.bytes().asByteBuffer()))
        .build();
  }

  private static Value number(String digits) {
    return isWhole(digits)
        ? Value.newBuilder().setIntegerValue(Long.parseLong(digits)).build()
        : Value.newBuilder().setStringValue(digits).build();
  }

  /** Whether digits are a number that Firestore keeps exactly. */
  static boolean isWhole(String digits) {
    return WHOLE.matcher(digits).matches();
  }

  static Value of(Instant instant) {
    return Value.newBuilder().setTimestampValue(time(instant)).build();
  }

  static Timestamp time(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  /** A document's values; fields of kinds that no record has are skipped. */
  static Map<String, RecordValue> read(Map<String, Value> fields) {
    Map<String, RecordValue> values = new LinkedHashMap<>();
    fields.forEach((name, value) -> read(value).ifPresent(read -> values.put(name, read)));
    return values;
  }

  private static Optional<RecordValue> read(Value value) {
    return switch (value.getValueTypeCase()) {
      case STRING_VALUE -> Optional.of(RecordValue.of(value.getStringValue()));
      case INTEGER_VALUE -> Optional.of(RecordValue.of(value.getIntegerValue()));
      case BYTES_VALUE ->
          Optional.of(new RecordValue.Bytes(Body.wrap(value.getBytesValue().toByteArray())));
      default -> Optional.empty();
    };
  }
}
