package dev.ferry.peers.aws.dynamodb;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Requests that are sent one after the other, each answered.
 *
 * @param name says what is shown
 * @param requests the requests
 */
record Shape(String name, List<Step> requests) {
  static final String RECORDS = "records";
  static final String ENTRIES = "entries";

  /** One request. */
  interface Step {
    SdkPojo send(DynamoDbClient client);
  }

  private static final String ABSENT = "attribute_not_exists(k) OR (v <= :v AND x <= :now)";

  static Shape of(String name, Step... requests) {
    return new Shape(name, List.of(requests));
  }

  @Override
  public String toString() {
    return name;
  }

  /** Attributes out of names and values by turns: a text is S, digits are N. */
  static Map<String, AttributeValue> item(String... namesAndValues) {
    Map<String, AttributeValue> item = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      item.put(namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return item;
  }

  static AttributeValue value(String text) {
    return text.matches("-?[0-9.]+") ? AttributeValue.fromN(text) : AttributeValue.fromS(text);
  }

  /** A claim's write: of a record where there is none, or an expired one. */
  static Step put(String now, String... item) {
    return client ->
        client.putItem(
            put ->
                put.tableName(RECORDS)
                    .item(item(item))
                    .conditionExpression(ABSENT)
                    .expressionAttributeValues(item(":v", "1", ":now", now))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  /** An owner's write. */
  static Step update(String key, String changes, String condition, String... values) {
    return client ->
        client.updateItem(
            update ->
                update
                    .tableName(RECORDS)
                    .key(item("k", key))
                    .updateExpression(changes)
                    .conditionExpression(condition)
                    .expressionAttributeValues(item(values))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  static Step get(String key) {
    return client ->
        client.getItem(get -> get.tableName(RECORDS).key(item("k", key)).consistentRead(true));
  }

  /** One statement, and what its question marks stand for. */
  static BatchStatementRequest statement(String text, String... parameters) {
    return BatchStatementRequest.builder()
        .statement(text)
        .parameters(Arrays.stream(parameters).map(Shape::value).toList())
        .build();
  }

  static BatchStatementRequest insert(String key) {
    return statement("INSERT INTO \"records\" VALUE {'k': ?, 'v': ?, 's': ?}", key, "1", "RUNNING");
  }

  static Step batch(BatchStatementRequest... statements) {
    return client ->
        client.batchExecuteStatement(
            BatchExecuteStatementRequest.builder().statements(statements).build());
  }

  static Step transaction(TransactWriteItem... items) {
    return client -> client.transactWriteItems(request -> request.transactItems(items));
  }

  /** The entries of an order, a page of them. */
  static Step query(String order, boolean forward, int limit) {
    return client ->
        client.query(
            query ->
                query
                    .tableName(ENTRIES)
                    .keyConditionExpression("orderId = :order")
                    .expressionAttributeValues(item(":order", order))
                    .scanIndexForward(forward)
                    .limit(limit));
  }
}
