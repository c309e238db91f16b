package dev.ferry.azuretables;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.models.ListEntitiesOptions;
import com.azure.data.tables.models.TableEntity;
import com.azure.data.tables.models.TableTransactionAction;
import com.azure.data.tables.models.TableTransactionActionType;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.Written;
import dev.ferry.testkit.idempotency.EffectLedger;
import java.util.List;
import java.util.UUID;

/** Effects as entities in the record's partition, one for each occurrence. */
final class TablesEffectLedger implements EffectLedger {
  private static final String ENTRY = "entry";

  private final TableClient client;

  TablesEffectLedger(String connectionString, String table) {
    this.client =
        TableClients.builder().connectionString(connectionString).tableName(table).buildClient();
  }

  @Override
  public Written commit(String entry, Completion completion) {
    TablesCommit commit = join(completion);
    return commit.commit(List.of(occurrence(entry, commit)));
  }

  /** It inserts one entity twice, the second time in vain. */
  @Override
  public void commitFailing(String entry, Completion completion) {
    TablesCommit commit = join(completion);
    TableEntity there = new TableEntity(commit.partition(), "there");
    client.upsertEntity(there);
    commit.commit(
        List.of(
            occurrence(entry, commit),
            new TableTransactionAction(TableTransactionActionType.CREATE, there)));
  }

  @Override
  public int occurrences(String entry) {
    String filter = "%s eq '%s'".formatted(ENTRY, entry.replace("'", "''"));
    return (int)
        client.listEntities(new ListEntitiesOptions().setFilter(filter), null, null).stream()
            .count();
  }

  private static TablesCommit join(Completion completion) {
    return completion.unwrap(TablesCommit.class).orElseThrow();
  }

  private static TableTransactionAction occurrence(String entry, TablesCommit commit) {
    return new TableTransactionAction(
        TableTransactionActionType.CREATE,
        new TableEntity(commit.partition(), UUID.randomUUID().toString())
            .addProperty(ENTRY, entry));
  }
}
