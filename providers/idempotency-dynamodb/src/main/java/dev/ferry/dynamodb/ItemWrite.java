package dev.ferry.dynamodb;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.spi.RecordFields;
import dev.ferry.idempotency.spi.RecordValue;
import dev.ferry.idempotency.spi.RecordWrite;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One conditional write of attributes. Immutable.
 *
 * @param key of the record
 * @param set attributes to be set; the whole item where the condition is {@link Condition.Absent}
 * @param remove names of attributes to be taken away
 * @param condition what must be in the table
 */
record ItemWrite(
    String key, Map<String, RecordValue> set, List<String> remove, Condition condition) {
  ItemWrite {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    remove = List.copyOf(remove);
  }

  /** Of a record's write: what changes in its item. */
  static ItemWrite of(RecordWrite write) {
    Condition condition = Condition.of(write.expected());
    Map<String, RecordValue> next = RecordItem.of(write.key(), write.after());
    LifeRecord from = write.before();
    if (from == null) {
      return new ItemWrite(write.key().value(), next, List.of(), condition);
    }
    Map<String, RecordValue> before = RecordItem.of(write.key(), from);
    List<String> gone = new ArrayList<>(before.keySet());
    gone.removeAll(next.keySet());
    before.forEach((name, value) -> next.remove(name, value));
    return new ItemWrite(write.key().value(), next, gone, condition);
  }

  /** Takes the outbox away from a completed record. */
  static ItemWrite forgetOutbox(IdempotencyKey key) {
    return new ItemWrite(
        key.value(), Map.of(), List.of(RecordFields.OUTBOX), Condition.completed());
  }
}
