package dev.ferry.peers.aws.dynamodb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keys whose next writes are refused as on a partition that has too much to do. Thread-safe. */
final class Throttle {
  private final Map<String, Integer> timesByKey = new ConcurrentHashMap<>();

  void add(String partitionKey, int times) {
    timesByKey.merge(partitionKey, times, Integer::sum);
  }

  void check(Write write, String type) throws DynamoError {
    Value key = write.key().get(write.table().partitionKey());
    if (key != null && takes(key.content().toString())) {
      throw DynamoError.of(type, "The level of configured provisioned throughput was exceeded");
    }
  }

  private boolean takes(String key) {
    boolean[] taken = new boolean[1];
    timesByKey.computeIfPresent(
        key,
        (same, times) -> {
          taken[0] = true;
          return times == 1 ? null : times - 1;
        });
    return taken[0];
  }
}
