package dev.ferry.benchmarks.lambda;

import dev.ferry.dynamodb.DynamoClients;
import dev.ferry.messaging.Body;
import dev.ferry.samples.orders.OrderMessages;
import dev.ferry.samples.orders.OrderPlaced;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What somebody writes for one message without Ferry: one conditional put to claim it, one
 * transaction for its effect and its completion. The client's settings are those of Ferry's store.
 */
final class HandMade {
  static final String RECORDS = "HAND_RECORDS";
  static final String LEDGER = "HAND_LEDGER";

  private final DynamoDbClient client = DynamoClients.create();
  private final String records = System.getenv(RECORDS);
  private final String ledger = System.getenv(LEDGER);

  void handle(String messageId, String body) throws Exception {
    OrderPlaced order = OrderMessages.ordersPlaced().decode(Body.of(body));
    Map<String, AttributeValue> key = Map.of("k", AttributeValue.fromS(messageId));
    client.putItem(
        put ->
            put.tableName(records)
                .item(
                    Map.of(
                        "k", AttributeValue.fromS(messageId),
                        "s", AttributeValue.fromS("RUNNING")))
                .conditionExpression("attribute_not_exists(k)"));
    TransactWriteItem effect =
        TransactWriteItem.builder().put(put -> put.tableName(ledger).item(entry(order))).build();
    TransactWriteItem completion =
        TransactWriteItem.builder()
            .update(
                update ->
                    update
                        .tableName(records)
                        .key(key)
                        .updateExpression("SET s = :done")
                        .conditionExpression("s = :running")
                        .expressionAttributeValues(
                            Map.of(
                                ":done", AttributeValue.fromS("COMPLETED"),
                                ":running", AttributeValue.fromS("RUNNING"))))
            .build();
    client.transactWriteItems(request -> request.transactItems(effect, completion));
  }

  private static Map<String, AttributeValue> entry(OrderPlaced order) {
    return Map.of(
        "orderId", AttributeValue.fromS(order.orderId()),
        "entry", AttributeValue.fromS("audit-orders/" + UUID.randomUUID()),
        "kind", AttributeValue.fromS("ORDER_AUDIT"),
        "customerId", AttributeValue.fromS(order.customerId()),
        "amountCents", AttributeValue.fromN(Long.toString(order.amountCents())),
        "detail", AttributeValue.fromS(order.currency()));
  }
}
