package dev.ferry.azuretables;

import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableEntityUpdateMode;
import com.azure.data.tables.models.TableServiceException;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.spi.Expected;
import dev.ferry.idempotency.spi.RecordDriver;
import dev.ferry.idempotency.spi.RecordWrite;
import dev.ferry.idempotency.spi.Stored;
import dev.ferry.idempotency.spi.WriteResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table behind the SDK's client. */
final class EntityTable implements RecordDriver {
  private static final int MOST_TOGETHER = 100;
  private static final int MOST_TRIES = 10;

  private final TableClient client;
  private final RecordEntities entities;

  EntityTable(TableClient client, RecordEntities entities) {
    this.client = client;
    this.entities = entities;
  }

  @Override
  public List<WriteResult> write(List<RecordWrite> writes) {
    return writes.size() == 1
        ? List.of(write(writes.get(0)))
        : new BatchWrite(this, entities, writes).results();
  }

  /** Makes one write alone. */
  WriteResult write(RecordWrite write) {
    if (!isConditional(write)) {
      return refused(write);
    }
    try {
      return new WriteResult.Done(
          write.expected() instanceof Expected.Unchanged unchanged
              ? replace(write, unchanged.found().version())
              : insert(write));
    } catch (TableServiceException failed) {
      if (SdkErrors.isRefusal(failed)) {
        return refused(write);
      }
      throw SdkErrors.of("write to table '" + name() + "'", failed);
    } catch (RuntimeException failed) {
      throw SdkErrors.of("write to table '" + name() + "'", failed);
    }
  }

  private String insert(RecordWrite write) {
    TableEntity entity = entities.of(write.key(), write.after());
    return Etags.of(client.createEntityWithResponse(entity, null, Context.NONE));
  }

  private String replace(RecordWrite write, String etag) {
    TableEntity entity = Etags.expect(entities.of(write.key(), write.after()), etag);
    return Etags.of(
        client.updateEntityWithResponse(
            entity, TableEntityUpdateMode.REPLACE, true, null, Context.NONE));
  }

  /** Whether a request can say what a write expects: else what is there is read first. */
  static boolean isConditional(RecordWrite write) {
    return write.expected() instanceof Expected.Absent
        || (write.expected() instanceof Expected.Unchanged unchanged
            && !unchanged.found().version().isEmpty());
  }

  /** A write as one action of a transaction. */
  TableTransactionAction action(RecordWrite write) {
    return action(entities, write);
  }

  static TableTransactionAction action(RecordEntities entities, RecordWrite write) {
    TableEntity entity = entities.of(write.key(), write.after());
    return write.expected() instanceof Expected.Unchanged unchanged
        ? new TableTransactionAction(
            TableTransactionActionType.UPDATE_REPLACE,
            Etags.expect(entity, unchanged.found().version()),
            true)
        : new TableTransactionAction(TableTransactionActionType.CREATE, entity);
  }

  /**
   * Makes writes of one partition, all or none.
   *
   * @return the ETag of each; fewer where the service did not tell them
   * @throws TableServiceException as the SDK says it
   */
  List<String> commit(List<TableTransactionAction> actions) {
    List<String> etags = new ArrayList<>();
    client.submitTransactionWithResponse(actions, null, TransactionEtags.into(etags));
    return etags;
  }

  /** What is in the way of a write. */
  WriteResult refused(RecordWrite write) {
    return WriteResult.refused(() -> find(write.key()));
  }

  @Override
  public @Nullable Stored find(IdempotencyKey key) {
    try {
      return RecordEntities.read(client.getEntity(entities.partition(key), key.value()));
    } catch (TableServiceException failed) {
      if (SdkErrors.isAbsent(failed)) {
        return null;
      }
      throw SdkErrors.of("read table '" + name() + "'", failed);
    } catch (RuntimeException failed) {
      throw SdkErrors.of("read table '" + name() + "'", failed);
    }
  }

  @Override
  public void forgetOutbox(IdempotencyKey key) {
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      Stored found = find(key);
      if (found == null || found.record().outbox().isEmpty()) {
        return;
      }
      RecordWrite write =
          new RecordWrite(
              key, found.record(), without(found.record()), new Expected.Unchanged(found));
      if (write(write) instanceof WriteResult.Done) {
        return;
      }
    }
  }

  private static LifeRecord without(LifeRecord r) {
    return new LifeRecord(
        r.state(),
        r.round(),
        r.attempts(),
        r.token(),
        r.until(),
        r.retention(),
        r.expiresAt(),
        r.envelope(),
        List.of(),
        r.firstFailure(),
        r.scheduled());
  }

  @Override
  public void checkSize(RecordWrite write) {
    if (!write.after().outbox().isEmpty()) {
      TableEntity unused = entities.of(write.key(), write.after());
    }
  }

  @Override
  public int mostTogether() {
    return MOST_TOGETHER;
  }

  /** The name, for messages. */
  String name() {
    return client.getTableName();
  }

  /** The SDK's client has nothing to close. */
  @Override
  public void close() {}
}
