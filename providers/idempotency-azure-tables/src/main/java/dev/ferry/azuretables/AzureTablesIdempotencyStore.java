package dev.ferry.azuretables;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.TableTransactionAction;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.spi.RecordStore;
import dev.ferry.idempotency.spi.StoreSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keeps the records in a table of Azure Table storage.
 *
 * <p>A claim is one conditional write and so is a completion; claims of many messages are one
 * transaction for each partition and each 100, and completions that several threads make at the
 * same time are sent together. What is in the way is read and decided upon again, so that a call
 * takes more requests only where a message is not new.
 *
 * <p>Safe for use by any number of threads. A handler's own writes join a completion by {@link
 * TablesCommit}. {@link RecordTableAdmin} makes the table, {@link RecordSweep} keeps it small.
 */
public final class AzureTablesIdempotencyStore extends RecordStore {
  private final TableClient client;
  private final RecordEntities entities;
  private final EntityTable table;

  AzureTablesIdempotencyStore(
      TableClient client, RecordEntities entities, EntityTable table, StoreSettings settings) {
    super(table, settings);
    this.client = client;
    this.entities = entities;
    this.table = table;
  }

  /** A builder of a store over a table. */
  public static AzureTablesStoreBuilder builder(String tableName) {
    return new AzureTablesStoreBuilder(tableName);
  }

  /** The partition of a message's record, known before its handler runs. */
  public String partition(IdempotencyKey key) {
    return entities.partition(key);
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    TablesCommit commit =
        new SdkCommit(
            client, entities, table::find, claim.key(), () -> completing(claim, outbox.get()));
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        if (type == TablesCommit.class) {
          return Optional.of(type.cast(commit));
        }
        return type == TableTransactionAction.class
            ? Optional.of(type.cast(commit.action()))
            : Optional.empty();
      }
    };
  }

  @Override
  public boolean transactional() {
    return true;
  }
}
