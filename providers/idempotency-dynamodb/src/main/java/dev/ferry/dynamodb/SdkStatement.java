package dev.ferry.dynamodb;

import dev.ferry.idempotency.spi.RecordValue;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;

/** A write in PartiQL, for many in one request; names are quoted and values are parameters. */
final class SdkStatement {
  private final List<AttributeValue> parameters = new ArrayList<>();

  private SdkStatement() {}

  static BatchStatementRequest of(String table, ItemWrite write) {
    SdkStatement statement = new SdkStatement();
    String text =
        write.condition() instanceof Condition.Present present
            ? statement.update(table, write, present)
            : statement.insert(table, write);
    return BatchStatementRequest.builder().statement(text).parameters(statement.parameters).build();
  }

  /** Fails with DuplicateItem where there is a record, also where that has expired. */
  private String insert(String table, ItemWrite write) {
    StringJoiner fields = new StringJoiner(", ", "{", "}");
    write.set().forEach((name, value) -> fields.add("'" + name + "': " + placed(value)));
    return "INSERT INTO \"" + table + "\" VALUE " + fields;
  }

  private String update(String table, ItemWrite write, Condition.Present present) {
    StringBuilder text = new StringBuilder("UPDATE \"" + table + "\"");
    write.set().forEach((name, value) -> text.append(" SET " + quoted(name) + "=" + placed(value)));
    write.remove().forEach(name -> text.append(" REMOVE " + quoted(name)));
    text.append(" WHERE " + quoted(RecordItem.KEY) + "=" + placed(RecordValue.of(write.key())));
    for (Condition.Term term : present.terms()) {
      text.append(" AND " + quoted(term.name()) + term.operator() + placed(term.value()));
    }
    return text.toString();
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private String placed(RecordValue value) {
    parameters.add(SdkValues.of(value));
    return "?";
  }
}
