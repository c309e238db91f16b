package dev.ferry.dynamodb;

import dev.ferry.idempotency.spi.RecordFields;
import dev.ferry.idempotency.spi.RecordValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A write in DynamoDB's expressions.
 *
 * @param update what changes; empty for a whole item
 * @param condition what must be in the table
 * @param values by the placeholders that both name
 */
record Expression(String update, String condition, Map<String, RecordValue> values) {
  private static final String ABSENT = "attribute_not_exists(k) OR (v <= :v AND x <= :now)";

  /** Of a write of a whole item. */
  static Expression of(Condition.Absent absent) {
    Map<String, RecordValue> values = new LinkedHashMap<>();
    values.put(":v", RecordValue.of(RecordFields.CURRENT_VERSION));
    values.put(":now", RecordValue.of(absent.now()));
    return new Expression("", ABSENT, values);
  }

  /** Of a write that changes an item. */
  static Expression of(ItemWrite write, Condition.Present present) {
    Map<String, RecordValue> values = new LinkedHashMap<>();
    String update = changes(write, values);
    return new Expression(update, condition(present, values), values);
  }

  private static String changes(ItemWrite write, Map<String, RecordValue> values) {
    StringJoiner sets = new StringJoiner(", ", "SET ", " ").setEmptyValue("");
    write
        .set()
        .forEach((name, value) -> sets.add(name + " = " + placed(":" + name, value, values)));
    String removes = write.remove().isEmpty() ? "" : "REMOVE " + String.join(", ", write.remove());
    return (sets + removes).strip();
  }

  private static String condition(Condition.Present present, Map<String, RecordValue> values) {
    List<String> terms = new ArrayList<>();
    for (Condition.Term term : present.terms()) {
      String placeholder = placed(":if_" + term.name(), term.value(), values);
      terms.add(term.name() + " " + term.operator() + " " + placeholder);
    }
    return String.join(" AND ", terms);
  }

  private static String placed(
      String placeholder, RecordValue value, Map<String, RecordValue> values) {
    values.put(placeholder, value);
    return placeholder;
  }
}
