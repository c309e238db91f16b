package dev.ferry.dynamodb;

import dev.ferry.aws.direct.DirectClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A client, and what goes past it. Safe for use by any number of threads. */
final class Connection implements AutoCloseable {
  private final Supplier<DynamoDbClient> client;
  private final @Nullable DirectClient<DynamoDbClient> ours;

  private Connection(Supplier<DynamoDbClient> client, @Nullable DirectClient<DynamoDbClient> ours) {
    this.client = client;
    this.ours = ours;
  }

  /** With a client of somebody else's, who may have interceptors: nothing goes past it. */
  static Connection of(DynamoDbClient client) {
    return new Connection(() -> client, null);
  }

  /** With a client that is closed with it. */
  static Connection of(DirectClient<DynamoDbClient> ours) {
    return new Connection(ours::client, ours);
  }

  /** The client; the first call may open it. */
  DynamoDbClient client() {
    return client.get();
  }

  /** The hot requests to a table; null where all are the client's. */
  @Nullable DirectTable direct(String table) {
    return ours == null ? null : new DirectTable(ours.requests(), table);
  }

  @Override
  public void close() {
    if (ours != null) {
      ours.close();
    }
  }
}
