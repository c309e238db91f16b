package dev.ferry.dynamodb;

import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Writes as the SDK's requests. They ask for the item that is in the way, so that a refusal needs
 * no read.
 */
final class SdkExpression {
  private SdkExpression() {}

  /** Of a write whose condition is {@link Condition.Absent}. */
  static PutItemRequest put(String table, ItemWrite write, Condition.Absent absent) {
    Expression expression = Expression.of(absent);
    return PutItemRequest.builder()
        .tableName(table)
        .item(SdkValues.of(write.set()))
        .conditionExpression(expression.condition())
        .expressionAttributeValues(SdkValues.of(expression.values()))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /** Of a write whose condition is {@link Condition.Present}. */
  static UpdateItemRequest update(String table, ItemWrite write, Condition.Present present) {
    Expression expression = Expression.of(write, present);
    return UpdateItemRequest.builder()
        .tableName(table)
        .key(SdkValues.key(write.key()))
        .updateExpression(expression.update())
        .conditionExpression(expression.condition())
        .expressionAttributeValues(SdkValues.of(expression.values()))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }

  /** The same as part of a transaction. */
  static Update transactUpdate(String table, ItemWrite write, Condition.Present present) {
    Expression expression = Expression.of(write, present);
    return Update.builder()
        .tableName(table)
        .key(SdkValues.key(write.key()))
        .updateExpression(expression.update())
        .conditionExpression(expression.condition())
        .expressionAttributeValues(SdkValues.of(expression.values()))
        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
        .build();
  }
}
