package dev.ferry.benchmarks.lambda;

import dev.ferry.dynamodb.DynamoClients;
import dev.ferry.messaging.Body;
import dev.ferry.samples.orders.OrderMessages;
import dev.ferry.samples.orders.OrderPlaced;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * What somebody writes for one message without Ferry, as carefully: one conditional put to claim
 * it, with a token and a lease, one transaction for its effect and its completion. The client's
 * settings are those of Ferry's store, the requests have the same attributes, conditions and sizes.
 */
final class HandMade {
  static final String RECORDS = "HAND_RECORDS";
  static final String LEDGER = "HAND_LEDGER";

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofDays(47);
  private static final int TOKEN_BYTES = 16;

  private final DynamoDbClient client = DynamoClients.create();
  private final SecureRandom random = new SecureRandom();
  private final String records = System.getenv(RECORDS);
  private final String ledger = System.getenv(LEDGER);

  void handle(String messageId, String body) throws Exception {
    OrderPlaced order = OrderMessages.ordersPlaced().decode(Body.of(body));
    String key = sha256("audit-orders/" + messageId);
    String token = token();
    claim(key, token);
    client.transactWriteItems(
        request -> request.transactItems(effect(messageId, order), completion(key, token)));
  }

  private void claim(String key, String token) {
    Instant now = Instant.now();
    Instant expires = now.plus(RETENTION);
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("k", AttributeValue.fromS(key));
    item.put("v", number(1));
    item.put("s", AttributeValue.fromS("RUNNING"));
    item.put("r", number(0));
    item.put("n", number(1));
    item.put("t", AttributeValue.fromS(token));
    item.put("u", seconds(now.plus(LEASE)));
    item.put("p", number(RETENTION.toSeconds()));
    item.put("x", seconds(expires));
    item.put("d", number(expires.getEpochSecond() + 3600));
    client.putItem(
        put ->
            put.tableName(records)
                .item(item)
                .conditionExpression("attribute_not_exists(k) OR (v <= :v AND x <= :now)")
                .expressionAttributeValues(Map.of(":v", number(1), ":now", seconds(now)))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
  }

  private TransactWriteItem effect(String messageId, OrderPlaced order) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("at", number(System.currentTimeMillis() * 1_000_000));
    item.put("orderId", AttributeValue.fromS(order.orderId()));
    item.put("entry", AttributeValue.fromS("audit-orders/" + UUID.randomUUID()));
    item.put("kind", AttributeValue.fromS("ORDER_AUDIT"));
    item.put("handler", AttributeValue.fromS("audit-orders"));
    item.put("messageId", AttributeValue.fromS(messageId));
    item.put("round", number(0));
    item.put("attempt", number(1));
    item.put("customerId", AttributeValue.fromS(order.customerId()));
    item.put("amountCents", number(order.amountCents()));
    item.put("detail", AttributeValue.fromS(order.currency()));
    return TransactWriteItem.builder().put(put -> put.tableName(ledger).item(item)).build();
  }

  private TransactWriteItem completion(String key, String token) {
    Instant now = Instant.now();
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":s", AttributeValue.fromS("COMPLETED"));
    values.put(":x", seconds(now.plus(RETENTION)));
    values.put(":d", number(now.plus(RETENTION).getEpochSecond() + 3600));
    values.put(":if_s", AttributeValue.fromS("RUNNING"));
    values.put(":if_t", AttributeValue.fromS(token));
    values.put(":if_x", seconds(now));
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(records)
                    .key(Map.of("k", AttributeValue.fromS(key)))
                    .updateExpression("SET s = :s, x = :x, d = :d")
                    .conditionExpression("s = :if_s AND t = :if_t AND x > :if_x")
                    .expressionAttributeValues(values)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD))
        .build();
  }

  private static AttributeValue number(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  private static AttributeValue seconds(Instant instant) {
    long micros = instant.getNano() / 1000;
    return AttributeValue.fromN(
        instant.getEpochSecond() + "." + Long.toString(1_000_000 + micros).substring(1));
  }

  private String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
