package dev.ferry.peers.aws.dynamodb;

import static dev.ferry.peers.aws.dynamodb.Shape.get;
import static dev.ferry.peers.aws.dynamodb.Shape.item;
import static dev.ferry.peers.aws.dynamodb.Shape.put;
import static dev.ferry.peers.aws.dynamodb.Shape.query;
import static dev.ferry.peers.aws.dynamodb.Shape.transaction;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Writes that are all made or none. */
final class TransactionShapes {
  private TransactionShapes() {}

  static List<Shape> all() {
    return List.of(
        Shape.of(
            "transaction that is committed",
            put("9", "k", "t1", "t", "mine"),
            transaction(putEntry("t1", "a"), completion("t1", "mine")),
            get("t1")),
        Shape.of(
            "transaction whose completion is refused, and told why",
            put("9", "k", "t2", "t", "theirs"),
            transaction(putEntry("t2", "a"), completion("t2", "mine")),
            query("t2", true, 10)),
        Shape.of(
            "transaction whose completion is of nothing",
            transaction(putEntry("t3", "a"), completion("t3", "mine"))),
        Shape.of(
            "transaction whose effect is refused",
            put("9", "k", "t4", "t", "mine"),
            transaction(count("t4-n", "attribute_exists(forbidden)"), completion("t4", "mine")),
            get("t4")),
        Shape.of(
            "counters",
            transaction(count("t5", "attribute_not_exists(forbidden)")),
            transaction(count("t5", "attribute_exists(n)")),
            get("t5")),
        Shape.of("transaction of nothing", transaction()),
        Shape.of(
            "transaction that is repeated with its token",
            counting("t7", "token-1"),
            counting("t7", "token-1"),
            counting("t7", "token-2"),
            get("t7")),
        Shape.of(
            "token that is used for something else",
            counting("t8", "token-3"),
            counting("t9", "token-3")));
  }

  private static TransactWriteItem putEntry(String order, String entry) {
    return TransactWriteItem.builder()
        .put(put -> put.tableName(Shape.ENTRIES).item(item("orderId", order, "entry", entry)))
        .build();
  }

  private static TransactWriteItem completion(String key, String token) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(Shape.RECORDS)
                    .key(item("k", key))
                    .updateExpression("SET s = :s")
                    .conditionExpression("t = :t")
                    .expressionAttributeValues(item(":s", "COMPLETED", ":t", token))
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private static TransactWriteItem count(String entry, String condition) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(Shape.RECORDS)
                    .key(item("k", entry))
                    .updateExpression("ADD n :one")
                    .conditionExpression(condition)
                    .expressionAttributeValues(item(":one", "1")))
        .build();
  }

  private static Shape.Step counting(String entry, String token) {
    return client ->
        client.transactWriteItems(
            request ->
                request
                    .transactItems(count(entry, "attribute_not_exists(forbidden)"))
                    .clientRequestToken(token));
  }
}
