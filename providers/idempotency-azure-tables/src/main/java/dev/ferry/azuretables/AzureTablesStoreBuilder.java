package dev.ferry.azuretables;

import com.azure.core.credential.TokenCredential;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import dev.ferry.idempotency.spi.RecordStoreBuilder;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.net.URI;
import java.util.function.Consumer;

/** Collects what an {@link AzureTablesIdempotencyStore} needs. Not safe for use by threads. */
public final class AzureTablesStoreBuilder extends RecordStoreBuilder<AzureTablesStoreBuilder> {
  private static final int MOST_PARTITIONS = 100;

  private final String tableName;
  private Consumer<TableClientBuilder> way =
      client -> {
        throw new MessagingException(
            ErrorCode.FAILED_PRECONDITION,
            false,
            "open a store of Azure Tables: give it a connection string, or an endpoint and a credential");
      };
  private Consumer<TableClientBuilder> more = client -> {};
  private int partitions = 1;

  AzureTablesStoreBuilder(String tableName) {
    this.tableName = tableName;
  }

  /** Reaches the account by its connection string. */
  public AzureTablesStoreBuilder connectionString(String connectionString) {
    this.way = client -> client.connectionString(connectionString);
    return this;
  }

  /**
   * Reaches the account by its table endpoint, such as {@code
   * https://ACCOUNT.table.core.windows.net}, and a managed identity or whatever else gives tokens;
   * it needs the role Storage Table Data Contributor.
   */
  public AzureTablesStoreBuilder identity(URI endpoint, TokenCredential credential) {
    this.way = client -> client.endpoint(endpoint.toString()).credential(credential);
    return this;
  }

  /**
   * Over how many partitions records are spread; 1 by default, which lets the claims of a batch be
   * one request, and takes the 2,000 entities a second of one partition: about 1,000 messages a
   * second. Must be the same everywhere, and stay: with another number records are not found.
   */
  public AzureTablesStoreBuilder partitions(int count) {
    this.partitions = count;
    return this;
  }

  /** What else the client gets, for tests. */
  AzureTablesStoreBuilder client(Consumer<TableClientBuilder> settings) {
    this.more = settings;
    return this;
  }

  /**
   * The store. Asks nothing yet.
   *
   * @throws MessagingException INVALID_ARGUMENT when a duration is negative, the name cannot be a
   *     table's, or the partitions are not 1 to 100; FAILED_PRECONDITION without an account
   */
  public AzureTablesIdempotencyStore build() {
    TableClient client = client();
    RecordEntities entities = entities();
    return new AzureTablesIdempotencyStore(
        client, entities, new EntityTable(client, entities), settings());
  }

  /** A sweep of the same table. */
  public RecordSweep sweep() {
    return new RecordSweep(client(), entities(), settings().clock());
  }

  /** An admin of the same table. */
  public RecordTableAdmin admin() {
    return new RecordTableAdmin(client());
  }

  private RecordEntities entities() {
    if (partitions < 1 || partitions > MOST_PARTITIONS) {
      throw MessagingException.invalid(
          "open a store of Azure Tables: %d partitions; 1 to %d"
              .formatted(partitions, MOST_PARTITIONS));
    }
    return new RecordEntities(partitions);
  }

  private TableClient client() {
    if (!tableName.matches("[A-Za-z][A-Za-z0-9]{2,62}")) {
      throw MessagingException.invalid(
          "open a store: '%s' is no table's name: 3 to 63 letters and digits, a letter first"
              .formatted(tableName));
    }
    TableClientBuilder builder = TableClients.builder().tableName(tableName);
    way.accept(builder);
    more.accept(builder);
    return builder.buildClient();
  }

  @Override
  protected AzureTablesStoreBuilder self() {
    return this;
  }
}
