package dev.ferry.functions.aws;

import dev.ferry.dynamodb.DynamoIdempotencyStore;
import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import java.util.Set;

/** Stores in DynamoDB tables: {@code dynamodb:TABLE}. */
final class DynamoStores implements StoreFactory {
  @Override
  public String scheme() {
    return "dynamodb";
  }

  @Override
  public String example() {
    return "dynamodb:TABLE";
  }

  @Override
  public Set<String> parameters() {
    return Set.of();
  }

  @Override
  public IdempotencyStore open(Address address, Timeline timeline) {
    return DynamoIdempotencyStore.builder(address.name()).clock(timeline::now).build();
  }
}
