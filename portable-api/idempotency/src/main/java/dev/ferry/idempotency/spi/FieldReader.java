package dev.ferry.idempotency.spi;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a record that is in a layout known here, each as what it must be. */
final class FieldReader {
  private final String key;
  private final Map<String, RecordValue> fields;

  private FieldReader(String key, Map<String, RecordValue> fields) {
    this.key = key;
    this.fields = fields;
  }

  /** A reader of fields whose version is known. */
  static FieldReader of(String key, Map<String, RecordValue> fields) {
    FieldReader reader = new FieldReader(key, fields);
    int version = reader.count(RecordFields.VERSION);
    if (version > RecordFields.CURRENT_VERSION) {
      throw reader.unreadable(
          "its layout is of version %d, and this program knows %d; deploy the newer one everywhere"
              .formatted(version, RecordFields.CURRENT_VERSION),
          null);
    }
    return reader;
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  String text(String name) {
    if (fields.get(name) instanceof RecordValue.Text text) {
      return text.text();
    }
    throw malformed(name, null);
  }

  State state(String name) {
    try {
      return State.valueOf(text(name));
    } catch (IllegalArgumentException unknown) {
      throw malformed(name, unknown);
    }
  }

  int count(String name) {
    return (int) number(name, Integer.MAX_VALUE);
  }

  /** A whole number from 0 up to {@code most}. */
  long number(String name, long most) {
    try {
      long number = Long.parseLong(digits(name));
      if (number < 0 || number > most) {
        throw malformed(name, null);
      }
      return number;
    } catch (NumberFormatException notWhole) {
      throw malformed(name, notWhole);
    }
  }

  Instant instant(String name) {
    return Instant.EPOCH.plus(duration(name));
  }

  Duration duration(String name) {
    try {
      return Decimals.duration(digits(name));
    } catch (ArithmeticException | NumberFormatException notTime) {
      throw malformed(name, notTime);
    }
  }

  byte[] bytes(String name) {
    if (fields.get(name) instanceof RecordValue.Bytes bytes) {
      return bytes.bytes().toByteArray();
    }
    throw malformed(name, null);
  }

  /** Digits may be a text, too: some databases have no exact fractions. */
  private String digits(String name) {
    RecordValue value = fields.get(name);
    if (value instanceof RecordValue.Numeric number) {
      return number.digits();
    }
    if (value instanceof RecordValue.Text text) {
      return text.text();
    }
    throw malformed(name, null);
  }

  private MessagingException malformed(String name, @Nullable Throwable cause) {
    return unreadable("field '%s' is not what Ferry writes".formatted(name), cause);
  }

  private MessagingException unreadable(String why, @Nullable Throwable cause) {
    return new MessagingException(
        ErrorCode.FAILED_PRECONDITION,
        false,
        "read the record with key %s: %s".formatted(key, why),
        cause);
  }
}
