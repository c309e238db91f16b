package dev.ferry.samples.azure;

import com.azure.core.util.Context;
import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import dev.ferry.azuretables.TablesCommit;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.Written;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.FencedOut;
import dev.ferry.samples.orders.Ledger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A ledger in the table of the records. Joins the completion of an idempotency store on Azure
 * Tables: the entry is in the partition of its message's record, so entry, record and staged
 * messages are there together, or none of them; one request.
 *
 * <p>Safe for use by several threads at once.
 */
public final class TablesLedger implements Ledger {
  /** The setting that names the table, which has to be that of the records. */
  public static final String TABLE_VARIABLE = "LEDGER_TABLE";

  /** The setting with the connection string of the account. */
  public static final String CONNECTION_VARIABLE = "AzureWebJobsStorage";

  /** Where entries are that no completion is committed with. */
  private static final String OWN_PARTITION = "ledger";

  private final TableClient client;

  /** A ledger in the client's table. */
  public TablesLedger(TableClient client) {
    this.client = client;
  }

  /**
   * A ledger in the table that {@value #TABLE_VARIABLE} names, of the account of {@value
   * #CONNECTION_VARIABLE}.
   *
   * @throws IllegalStateException when one is not set
   */
  public static TablesLedger fromEnvironment() {
    return new TablesLedger(
        new TableClientBuilder()
            .connectionString(required(CONNECTION_VARIABLE))
            .tableName(required(TABLE_VARIABLE))
            .buildClient());
  }

  private static String required(String variable) {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("open the ledger: the setting " + variable + " is missing");
    }
    return value;
  }

  @Override
  public void record(Entry entry, Completion completion) {
    Optional<TablesCommit> joined = completion.unwrap(TablesCommit.class);
    if (joined.isEmpty()) {
      client.createEntity(EntryEntity.of(OWN_PARTITION, entry, Instant.now()));
      return;
    }
    TablesCommit commit = joined.get();
    if (!commit.table().equals(client.getTableName())) {
      throw new IllegalStateException(
          "record an entry: the ledger is in table '%s', and the records in '%s'; a transaction has one table"
              .formatted(client.getTableName(), commit.table()));
    }
    TableTransactionAction effect =
        new TableTransactionAction(
            TableTransactionActionType.CREATE,
            EntryEntity.of(commit.partition(), entry, Instant.now()));
    if (commit.commit(List.of(effect)) == Written.FENCED_OUT) {
      throw new FencedOut(entry);
    }
  }

  /**
   * All entries, in the order in which they were made as far as clocks tell; for an auditor, since
   * it reads and sorts the whole table.
   */
  public Stream<Entry> entries() {
    return entries(EntryEntity.ENTRIES);
  }

  /** The entries of one order; reads the whole table. */
  public Stream<Entry> ofOrder(String orderId) {
    return entries(
        "%s and %s eq '%s'"
            .formatted(EntryEntity.ENTRIES, EntryEntity.ORDER, orderId.replace("'", "''")));
  }

  private Stream<Entry> entries(String filter) {
    return client
        .listEntities(new ListEntitiesOptions().setFilter(filter), null, Context.NONE)
        .stream()
        .sorted(Comparator.comparingLong(EntryEntity::at))
        .map(EntryEntity::read);
  }

  /** How many entries there are; reads the whole table. */
  public long size() {
    return entries().count();
  }
}
