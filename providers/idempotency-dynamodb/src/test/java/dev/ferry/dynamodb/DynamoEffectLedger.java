package dev.ferry.dynamodb;

import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.Written;
import dev.ferry.testkit.idempotency.EffectLedger;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Effects as counters in a table of their own. */
final class DynamoEffectLedger implements EffectLedger {
  private final DynamoDbClient client;
  private final String table;

  DynamoEffectLedger(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
    new RecordTableAdmin(client).createTable(table);
  }

  @Override
  public Written commit(String entry, Completion completion) {
    return join(completion).commit(List.of(increment(entry, "attribute_not_exists(forbidden)")));
  }

  @Override
  public void commitFailing(String entry, Completion completion) {
    join(completion).commit(List.of(increment(entry, "attribute_exists(forbidden)")));
  }

  @Override
  public int occurrences(String entry) {
    Map<String, AttributeValue> item =
        client
            .getItem(
                request -> request.tableName(table).key(SdkValues.key(entry)).consistentRead(true))
            .item();
    AttributeValue count = item.get("occurrences");
    return count == null ? 0 : Integer.parseInt(count.n());
  }

  void drop() {
    client.deleteTable(request -> request.tableName(table));
  }

  private static DynamoCommit join(Completion completion) {
    return completion.unwrap(DynamoCommit.class).orElseThrow();
  }

  private TransactWriteItem increment(String entry, String condition) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(table)
                    .key(SdkValues.key(entry))
                    .updateExpression("ADD occurrences :one")
                    .conditionExpression(condition)
                    .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))))
        .build();
  }
}
