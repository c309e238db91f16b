package dev.ferry.dynamodb;

import dev.ferry.idempotency.spi.RecordStoreBuilder;
import dev.ferry.idempotency.spi.StoreSettings;
import dev.ferry.messaging.MessagingException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Collects what a {@link DynamoIdempotencyStore} needs. Not safe for use by threads. */
public final class DynamoStoreBuilder extends RecordStoreBuilder<DynamoStoreBuilder> {
  private final String tableName;
  private @Nullable Connection connection;

  DynamoStoreBuilder(String tableName) {
    this.tableName = tableName;
  }

  /**
   * The client to use instead of one as {@link DynamoClients#create()} makes it, past which the
   * requests of each message go; with this one none do. The caller closes it. Where it has retries
   * of its own they multiply those of whoever calls the store.
   */
  public DynamoStoreBuilder client(DynamoDbClient client) {
    return connection(Connection.of(client));
  }

  /** The connection to use; the store closes it. */
  DynamoStoreBuilder connection(Connection connection) {
    this.connection = connection;
    return this;
  }

  /**
   * The store. Asks nothing yet.
   *
   * @throws MessagingException INVALID_ARGUMENT when a duration is negative or the name cannot be a
   *     table's; what the SDK said where it makes no client, UNKNOWN as it finds no region
   */
  public DynamoIdempotencyStore build() {
    if (!tableName.matches("[a-zA-Z0-9_.-]{3,255}")) {
      throw MessagingException.invalid(
          "open a store: '%s' is no table's name: 3 to 255 of a-z A-Z 0-9 _ . -"
              .formatted(tableName));
    }
    StoreSettings settings = settings();
    return new DynamoIdempotencyStore(
        connection == null ? made() : connection, tableName, settings);
  }

  private Connection made() {
    try {
      return DynamoClients.connection();
    } catch (SdkException failed) {
      throw SdkErrors.of("open a store on table '" + tableName + "'", failed);
    }
  }

  @Override
  protected DynamoStoreBuilder self() {
    return this;
  }
}
