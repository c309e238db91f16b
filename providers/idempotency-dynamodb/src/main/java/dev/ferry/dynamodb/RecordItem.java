package dev.ferry.dynamodb;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.spi.RecordFields;
import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.idempotency.spi.Stored;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as the item of a table: {@link RecordFields} as attributes, and beside them
 *
 * <table>
 * <caption>The attributes of an item</caption>
 * <tr><td>{@code k}</td><td>S</td><td>the key, 64 hexadecimal digits; the partition key</td></tr>
 * <tr><td>{@code d}</td><td>N</td><td>from when on DynamoDB may delete it: the TTL attribute, whole
 *     seconds since 1970</td></tr>
 * </table>
 */
final class RecordItem {
  static final String KEY = "k";
  static final String DELETABLE = "d";

  /** The database compares fields. */
  static final String NO_VERSION = "";

  private RecordItem() {}

  /** The item of a record. */
  static Map<String, RecordValue> of(IdempotencyKey key, LifeRecord record) {
    Map<String, RecordValue> item = new LinkedHashMap<>();
    item.put(KEY, RecordValue.of(key.value()));
    item.putAll(RecordFields.of(record));
    item.put(DELETABLE, RecordValue.of(RecordFields.deletable(record).getEpochSecond()));
    return item;
  }

  /**
   * The record of an item; null for none.
   *
   * @throws dev.ferry.messaging.MessagingException FAILED_PRECONDITION when a newer version of
   *     Ferry wrote it, or nobody who knows the layout
   */
  static @Nullable Stored read(@Nullable Map<String, RecordValue> item) {
    return item == null ? null : new Stored(RecordFields.read(key(item), item), NO_VERSION);
  }

  /** The key of an item of any version; "none" where it has none. */
  static String key(Map<String, RecordValue> item) {
    return item.get(KEY) instanceof RecordValue.Text text ? text.text() : "none";
  }
}
