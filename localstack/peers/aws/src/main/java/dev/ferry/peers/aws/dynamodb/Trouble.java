package dev.ferry.peers.aws.dynamodb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Items whose next writes are refused for reasons that have nothing to do with them. Guarded by its
 * caller, but for {@link #add}.
 */
final class Trouble {
  private final Map<String, Left> byKey = new ConcurrentHashMap<>();

  /** Why a write is refused. */
  enum Kind {
    THROTTLED(
        "ProvisionedThroughputExceededException",
        "ThrottlingError",
        "The level of configured provisioned throughput was exceeded"),
    CONFLICT(
        "TransactionConflictException",
        "TransactionConflict",
        "Transaction is ongoing for the item");

    private final String alone;
    private final String amongMany;
    private final String message;

    Kind(String alone, String amongMany, String message) {
      this.alone = alone;
      this.amongMany = amongMany;
      this.message = message;
    }
  }

  private record Left(Kind kind, int times) {}

  void add(String partitionKey, Kind kind, int times) {
    byKey.put(partitionKey, new Left(kind, times));
  }

  /** Refuses a request for one write. */
  void checkAlone(Write write) throws DynamoError {
    Left left = take(write);
    if (left != null) {
      throw DynamoError.of(left.kind().alone, left.kind().message);
    }
  }

  /** Refuses one write of a batch, or of a transaction. */
  void checkAmongMany(Write write) throws DynamoError {
    Left left = take(write);
    if (left != null) {
      throw DynamoError.of(left.kind().amongMany, left.kind().message);
    }
  }

  private @Nullable Left take(Write write) {
    Value partition = write.key().get(write.table().partitionKey());
    String key = partition == null ? "" : partition.content().toString();
    Left left = byKey.get(key);
    if (left != null && left.times() > 1) {
      byKey.put(key, new Left(left.kind(), left.times() - 1));
    } else if (left != null) {
      byKey.remove(key);
    }
    return left;
  }
}
