package dev.ferry.azuretables;

import com.azure.core.http.rest.PagedResponse;
import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import com.azure.data.tables.models.TableTransactionFailedException;
import dev.ferry.messaging.MessagingException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Deletes records that expired more than an hour ago: Tables have no time to live. Expiry itself is
 * decided in code, so it makes no difference when a sweep comes, or whether; a table without one
 * grows by the records of every message. Entities that are no records stay.
 *
 * <p>It reads each partition from its start, a page of 1,000 records for each request, so it costs
 * more the larger the table is: once a day, from a timer, is enough. Safe for use by any number of
 * threads and processes at once.
 */
public final class RecordSweep {
  private static final int TOGETHER = 100;

  private final TableClient client;
  private final RecordEntities entities;
  private final InstantSource clock;

  RecordSweep(TableClient client, RecordEntities entities, InstantSource clock) {
    this.client = client;
    this.entities = entities;
    this.clock = clock;
  }

  /**
   * Deletes expired records, up to {@code most} of them; a record that somebody has written since
   * it was read stays. Blocks for a request for each 1,000 that are read and each 100 that are
   * deleted.
   *
   * @return how many were deleted; when it is {@code most}, there may be more
   * @throws MessagingException when Tables refused; what was deleted is deleted
   */
  public int sweep(int most) {
    int swept = 0;
    for (int partition = 0; partition < entities.partitions() && swept < most; partition++) {
      swept += sweep(entities.partition(partition), most - swept);
    }
    return swept;
  }

  private int sweep(String partition, int most) {
    try {
      int swept = 0;
      for (PagedResponse<TableEntity> page :
          client.listEntities(expired(partition), null, Context.NONE).iterableByPage()) {
        List<TableEntity> found = page.getValue();
        for (int from = 0; from < found.size() && swept < most; from += TOGETHER) {
          int to = Math.min(found.size(), from + Math.min(TOGETHER, most - swept));
          swept += delete(found.subList(from, to));
        }
        if (swept >= most) {
          return swept;
        }
      }
      return swept;
    } catch (RuntimeException failed) {
      throw SdkErrors.of("sweep table '" + client.getTableName() + "'", failed);
    }
  }

  private ListEntitiesOptions expired(String partition) {
    String filter =
        "PartitionKey eq '%s' and %s lt %dL and %s ge 1L"
            .formatted(
                partition,
                RecordEntities.DELETABLE,
                clock.instant().getEpochSecond(),
                RecordEntities.VERSION);
    return new ListEntitiesOptions().setFilter(filter).setSelect(List.of("PartitionKey", "RowKey"));
  }

  /** Deletes them together; one that was written meanwhile leaves the rest to the next sweep. */
  private int delete(List<TableEntity> expired) {
    List<TableTransactionAction> actions = new ArrayList<>();
    for (TableEntity entity : expired) {
      actions.add(new TableTransactionAction(TableTransactionActionType.DELETE, entity, true));
    }
    try {
      client.submitTransaction(actions);
      return actions.size();
    } catch (TableTransactionFailedException written) {
      if (SdkErrors.isRefusal(written)) {
        return 0;
      }
      throw written;
    }
  }
}
