package dev.ferry.dynamodb;

import dev.ferry.idempotency.spi.Backoff;
import dev.ferry.idempotency.spi.RecordValue;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Reads records, the latest of each, 100 in a request. */
final class SdkBatchRead {
  private static final int MOST = 100;
  private static final int MOST_REPETITIONS = 4;

  private final DynamoDbClient client;
  private final String table;

  SdkBatchRead(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  Map<String, Map<String, RecordValue>> read(List<String> keys) {
    Map<String, Map<String, RecordValue>> found = new HashMap<>();
    for (int from = 0; from < keys.size(); from += MOST) {
      readInto(found, keys.subList(from, Math.min(keys.size(), from + MOST)));
    }
    return found;
  }

  /** What DynamoDB left out of its answer, for its size or its load, is asked for again. */
  private void readInto(Map<String, Map<String, RecordValue>> found, List<String> keys) {
    Backoff backoff = new Backoff(Duration.ofMillis(25), Duration.ofMillis(200));
    Map<String, KeysAndAttributes> left =
        Map.of(
            table,
            KeysAndAttributes.builder()
                .keys(keys.stream().map(SdkValues::key).toList())
                .consistentRead(true)
                .build());
    for (int repetition = 0; !left.isEmpty(); repetition++) {
      if (repetition > MOST_REPETITIONS) {
        throw ProvisionedThroughputExceededException.builder()
            .message("keys were left unprocessed again and again")
            .build();
      }
      if (repetition > 0) {
        backoff.pause();
      }
      BatchGetItemResponse response =
          client.batchGetItem(BatchGetItemRequest.builder().requestItems(left).build());
      response.responses().getOrDefault(table, List.of()).stream()
          .map(SdkValues::read)
          .forEach(item -> found.put(RecordItem.key(item), item));
      left = response.unprocessedKeys();
    }
  }
}
