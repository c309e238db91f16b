package dev.ferry.dynamodb;

import dev.ferry.idempotency.spi.RecordValue;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

/**
 * A write in PartiQL, for many in one request; names are quoted and values are parameters.
 *
 * @param text with a question mark for each parameter
 * @param parameters in their order
 */
record Statement(String text, List<RecordValue> parameters) {
  static Statement of(String table, ItemWrite write) {
    List<RecordValue> parameters = new ArrayList<>();
    String text =
        write.condition() instanceof Condition.Present present
            ? update(table, write, present, parameters)
            : insert(table, write, parameters);
    return new Statement(text, parameters);
  }

  /** As the SDK has it. */
  BatchStatementRequest ofSdk() {
    return BatchStatementRequest.builder()
        .statement(text)
        .parameters(parameters.stream().map(SdkValues::of).toList())
        .build();
  }

  /** Fails with DuplicateItem where there is a record, also where that has expired. */
  private static String insert(String table, ItemWrite write, List<RecordValue> parameters) {
    StringJoiner fields = new StringJoiner(", ", "{", "}");
    write
        .set()
        .forEach((name, value) -> fields.add("'" + name + "': " + placed(value, parameters)));
    return "INSERT INTO \"" + table + "\" VALUE " + fields;
  }

  private static String update(
      String table, ItemWrite write, Condition.Present present, List<RecordValue> parameters) {
    StringBuilder text = new StringBuilder("UPDATE \"" + table + "\"");
    write
        .set()
        .forEach(
            (name, value) -> text.append(" SET " + quoted(name) + "=" + placed(value, parameters)));
    write.remove().forEach(name -> text.append(" REMOVE " + quoted(name)));
    text.append(" WHERE " + quoted(RecordItem.KEY) + "=");
    text.append(placed(RecordValue.of(write.key()), parameters));
    for (Condition.Term term : present.terms()) {
      text.append(" AND " + quoted(term.name()) + term.operator());
      text.append(placed(term.value(), parameters));
    }
    return text.toString();
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static String placed(RecordValue value, List<RecordValue> parameters) {
    parameters.add(value);
    return "?";
  }
}
