package dev.ferry.dynamodb;

import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One conditional write. Immutable.
 *
 * @param key of the record
 * @param set attributes to be set; the whole item where the condition is {@link Condition.Absent}
 * @param remove names of attributes to be taken away
 * @param condition what must be in the table
 */
record RecordWrite(String key, Map<String, Value> set, List<String> remove, Condition condition) {
  RecordWrite {
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    remove = List.copyOf(remove);
  }

  /** Makes a record out of another; out of none, where that is null. */
  static RecordWrite of(
      IdempotencyKey key, @Nullable LifeRecord from, LifeRecord to, Condition condition) {
    Map<String, Value> next = RecordItem.of(key, to);
    if (from == null) {
      return new RecordWrite(key.value(), next, List.of(), condition);
    }
    Map<String, Value> before = RecordItem.of(key, from);
    List<String> gone = before.keySet().stream().filter(name -> !next.containsKey(name)).toList();
    before.forEach((name, value) -> next.remove(name, value));
    return new RecordWrite(key.value(), next, gone, condition);
  }

  /** Takes the outbox away from a completed record. */
  static RecordWrite forgetOutbox(IdempotencyKey key) {
    return new RecordWrite(
        key.value(), Map.of(), List.of(RecordItem.OUTBOX), Condition.completed());
  }
}
