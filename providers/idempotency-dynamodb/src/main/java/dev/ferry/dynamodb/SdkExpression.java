package dev.ferry.dynamodb;

import dev.ferry.idempotency.spi.RecordFields;
import dev.ferry.idempotency.spi.RecordValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A write in DynamoDB's expressions. The requests ask for the item that is in the way, so that a
 * refusal needs no read.
 */
final class SdkExpression {
  private static final String ABSENT = "attribute_not_exists(k) OR (v <= :v AND x <= :now)";

  private final Map<String, AttributeValue> values = new LinkedHashMap<>();

  private SdkExpression() {}

  /** Of a write whose condition is {@link Condition.Absent}. */
  static PutItemRequest put(String table, ItemWrite write, Condition.Absent absent) {
    return PutItemRequest.builder()
        .tableName(table)
        .item(SdkValues.of(write.set()))
        .conditionExpression(ABSENT)
        .expressionAttributeValues(
            Map.of(
                ":v",
                SdkValues.of(RecordValue.of(RecordFields.CURRENT_VERSION)),
                ":now",
                SdkValues.of(RecordValue.of(absent.now()))))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /** Of a write whose condition is {@link Condition.Present}. */
  static UpdateItemRequest update(String table, ItemWrite write, Condition.Present present) {
    SdkExpression expression = new SdkExpression();
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(SdkValues.key(write.key()))
        .updateExpression(expression.changes(write))
        .conditionExpression(expression.condition(present))
        .expressionAttributeValues(expression.values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /** The same as part of a transaction. */
  static Update transactUpdate(String table, ItemWrite write, Condition.Present present) {
    SdkExpression expression = new SdkExpression();
    return Update.builder()
        .tableName(table)
        .key(SdkValues.key(write.key()))
        .updateExpression(expression.changes(write))
        .conditionExpression(expression.condition(present))
        .expressionAttributeValues(expression.values)
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  private String changes(ItemWrite write) {
    StringJoiner sets = new StringJoiner(", ", "SET ", " ").setEmptyValue("");
    write.set().forEach((name, value) -> sets.add(name + " = " + placed(":" + name, value)));
    String removes = write.remove().isEmpty() ? "" : "REMOVE " + String.join(", ", write.remove());
    return (sets + removes).strip();
  }

  private String condition(Condition.Present present) {
    List<String> terms = new ArrayList<>();
    for (Condition.Term term : present.terms()) {
      String placeholder = placed(":if_" + term.name(), term.value());
      terms.add(term.name() + " " + term.operator() + " " + placeholder);
    }
    return String.join(" AND ", terms);
  }

  private String placed(String placeholder, RecordValue value) {
    values.put(placeholder, SdkValues.of(value));
    return placeholder;
  }
}
