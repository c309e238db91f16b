package dev.ferry.functions.azure;

import dev.ferry.azuretables.AzureTablesIdempotencyStore;
import dev.ferry.azuretables.AzureTablesStoreBuilder;
import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import java.net.URI;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stores in tables of Azure Table storage: {@code azure-tables:TABLE}. The account is in the
 * setting that the parameter {@code connection} names, {@code AzureWebJobsStorage} by default: its
 * connection string, or, for a managed identity, {@code NAME__tableServiceUri}.
 */
final class TablesStores implements StoreFactory {
  private static final String CONNECTION = "connection";
  private static final String PARTITIONS = "partitions";
  private static final String DEFAULT_CONNECTION = "AzureWebJobsStorage";

  private final UnaryOperator<@Nullable String> settings;

  /**
   * Stores.
   *
   * @param settings the value of a setting; null where there is none
   */
  TablesStores(UnaryOperator<@Nullable String> settings) {
    this.settings = settings;
  }

  @Override
  public String scheme() {
    return "azure-tables";
  }

  @Override
  public String example() {
    return "azure-tables:TABLE";
  }

  @Override
  public Set<String> parameters() {
    return Set.of(CONNECTION, PARTITIONS);
  }

  @Override
  public IdempotencyStore open(Address address, Timeline timeline) {
    return account(address, AzureTablesIdempotencyStore.builder(address.name()))
        .clock(timeline::now)
        .build();
  }

  private AzureTablesStoreBuilder account(Address address, AzureTablesStoreBuilder builder) {
    String name = address.parameters().getOrDefault(CONNECTION, DEFAULT_CONNECTION);
    builder.partitions(partitions(address));
    String endpoint = settings.apply(name + "__tableServiceUri");
    if (endpoint != null) {
      return builder.identity(URI.create(endpoint), Identity.ofProcess());
    }
    String connection = settings.apply(name);
    if (connection == null) {
      throw MessagingException.invalid(
          "open store '%s': there is neither a setting %s with a connection string nor %s__tableServiceUri"
              .formatted(address, name, name));
    }
    return builder.connectionString(connection);
  }

  private static int partitions(Address address) {
    String count = address.parameters().getOrDefault(PARTITIONS, "1");
    if (!count.matches("[0-9]{1,3}")) {
      throw MessagingException.invalid(
          "open store '%s': parameter partitions is no number".formatted(address));
    }
    return Integer.parseInt(count);
  }
}
