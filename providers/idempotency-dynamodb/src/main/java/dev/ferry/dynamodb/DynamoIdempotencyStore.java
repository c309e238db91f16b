package dev.ferry.dynamodb;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.spi.RecordStore;
import dev.ferry.idempotency.spi.StoreSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Keeps the records in a DynamoDB table.
 *
 * <p>A claim is one conditional write and so is a completion; claims of many messages are one
 * request for each 25, and completions that several threads make at the same time are sent
 * together. A record that is in the way comes back with the refusal or is read, and is decided upon
 * again, so that a call takes more requests only where a message is not new.
 *
 * <p>Safe for use by any number of threads. A handler's own writes join a completion by {@link
 * DynamoCommit}. {@link RecordTableAdmin} makes the table.
 *
 * <pre>{@code
 * IdempotencyStore store = DynamoIdempotencyStore.open("ferry-records");
 * }</pre>
 */
public final class DynamoIdempotencyStore extends RecordStore {
  private final Connection connection;
  private final String tableName;

  DynamoIdempotencyStore(Connection connection, String tableName, StoreSettings settings) {
    super(new SdkTable(connection, tableName), settings);
    this.connection = connection;
    this.tableName = tableName;
  }

  /**
   * A store over a table, with the SDK's own configuration ({@code AWS_REGION}, {@code
   * AWS_ENDPOINT_URL}, the default credentials) and the machine's clock. Asks nothing yet.
   */
  public static DynamoIdempotencyStore open(String tableName) {
    return builder(tableName).build();
  }

  /** A builder of a store over a table. */
  public static DynamoStoreBuilder builder(String tableName) {
    return new DynamoStoreBuilder(tableName);
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    DynamoCommit commit =
        new SdkCommit(connection, tableName, () -> completing(claim, outbox.get()));
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        if (type == DynamoCommit.class) {
          return Optional.of(type.cast(commit));
        }
        return type == TransactWriteItem.class
            ? Optional.of(type.cast(commit.item()))
            : Optional.empty();
      }
    };
  }

  @Override
  public boolean transactional() {
    return true;
  }
}
