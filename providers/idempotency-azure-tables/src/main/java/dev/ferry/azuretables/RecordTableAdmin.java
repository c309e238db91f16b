package dev.ferry.azuretables;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.TableServiceException;
import dev.ferry.messaging.MessagingException;

/**
 * Makes a table of records, for tests and local use; elsewhere it is the infrastructure's. Safe for
 * use by any number of threads.
 */
public final class RecordTableAdmin {
  private final TableClient client;

  RecordTableAdmin(TableClient client) {
    this.client = client;
  }

  /**
   * Makes the table where it is not there.
   *
   * @throws MessagingException what Tables refused
   */
  public void createTable() {
    try {
      client.createTable();
    } catch (TableServiceException failed) {
      boolean there =
          failed.getValue() != null
              && "TableAlreadyExists".equals(String.valueOf(failed.getValue().getErrorCode()));
      if (!there) {
        throw SdkErrors.of("create table '" + client.getTableName() + "'", failed);
      }
    } catch (RuntimeException failed) {
      throw SdkErrors.of("create table '" + client.getTableName() + "'", failed);
    }
  }

  /** Drops the table with all that is in it. */
  public void dropTable() {
    try {
      client.deleteTable();
    } catch (RuntimeException failed) {
      throw SdkErrors.of("drop table '" + client.getTableName() + "'", failed);
    }
  }
}
