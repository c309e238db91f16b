package dev.ferry.dynamodb;

import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of an item that is in a layout known here, each as what it must be. */
final class ItemReader {
  private final Map<String, Value> item;

  private ItemReader(Map<String, Value> item) {
    this.item = item;
  }

  /** A reader of an item whose version is known. */
  static ItemReader of(Map<String, Value> item) {
    ItemReader reader = new ItemReader(item);
    int version = reader.count(RecordItem.VERSION);
    if (version > RecordItem.CURRENT_VERSION) {
      throw reader.unreadable(
          "its layout is of version %d, and this program knows %d; deploy the newer one everywhere"
              .formatted(version, RecordItem.CURRENT_VERSION),
          null);
    }
    return reader;
  }

  /** The key of an item of any version. */
  static String key(Map<String, Value> item) {
    return new ItemReader(item).text(RecordItem.KEY);
  }

  boolean has(String name) {
    return item.containsKey(name);
  }

  String text(String name) {
    if (item.get(name) instanceof Value.Text text) {
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
    try {
      return Integer.parseInt(digits(name));
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
    if (item.get(name) instanceof Value.Bytes bytes) {
      return bytes.bytes().toByteArray();
    }
    throw malformed(name, null);
  }

  private String digits(String name) {
    if (item.get(name) instanceof Value.Numeric number) {
      return number.digits();
    }
    throw malformed(name, null);
  }

  private MessagingException malformed(String name, @Nullable Throwable cause) {
    return unreadable("attribute '%s' is not what Ferry writes".formatted(name), cause);
  }

  private MessagingException unreadable(String why, @Nullable Throwable cause) {
    String key = item.get(RecordItem.KEY) instanceof Value.Text text ? text.text() : "none";
    return new MessagingException(
        ErrorCode.FAILED_PRECONDITION,
        false,
        "read the record with key %s: %s".formatted(key, why),
        cause);
  }
}
