package dev.ferry.samples.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import dev.ferry.azuretables.AzureTablesIdempotencyStore;
import dev.ferry.azuretables.AzureTablesStoreBuilder;
import dev.ferry.idempotency.Completion;
import dev.ferry.peers.azure.tables.TablesServer;
import dev.ferry.samples.orders.suite.LedgerContract;
import dev.ferry.samples.orders.suite.LedgerInStore;
import org.junit.jupiter.api.Test;

class TablesLedgerTest extends LedgerContract {
  private final TablesServer server = closedLater(TablesServer.start());
  private final AzureTablesStoreBuilder builder =
      AzureTablesIdempotencyStore.builder("orders")
          .connectionString(server.connectionString())
          .clock(this::now)
          .skew(SKEW);
  private final AzureTablesIdempotencyStore store = closedLater(made(builder));
  private final TablesLedger ledger = new TablesLedger(client("orders"));

  private static AzureTablesIdempotencyStore made(AzureTablesStoreBuilder builder) {
    builder.admin().createTable();
    return builder.build();
  }

  private TableClient client(String table) {
    return new TableClientBuilder()
        .connectionString(server.connectionString())
        .tableName(table)
        .buildClient();
  }

  @Override
  protected LedgerInStore subject() {
    return new LedgerInStore(ledger, store, ledger::entries, ledger::ofOrder);
  }

  @Test
  void lostAnswer_recordsOnce() {
    Completion completion = completion("10248");
    server.loseAnswers(1);

    ledger.record(entry("10248"), completion);

    assertThat(ledger.size()).isEqualTo(1);
  }

  @Test
  void ledgerInAnotherTable_isRefused_beforeAnythingIsRecorded() {
    Completion completion = completion("10248");

    assertThatThrownBy(() -> new TablesLedger(client("other")).record(entry("10248"), completion))
        .hasMessageContaining("'other'")
        .hasMessageContaining("'orders'");
    assertThat(ledger.size()).isZero();
  }
}
