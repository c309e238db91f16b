package dev.ferry.samples.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import dev.ferry.azuretables.AzureTablesIdempotencyStore;
import dev.ferry.azuretables.AzureTablesStoreBuilder;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.peers.azure.tables.TablesServer;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.Ledger;
import dev.ferry.samples.orders.suite.LedgerContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TablesLedgerTest extends LedgerContract {
  private final TablesServer server = TablesServer.start();
  private final AzureTablesStoreBuilder builder =
      AzureTablesIdempotencyStore.builder("orders")
          .connectionString(server.connectionString())
          .clock(this::now)
          .skew(SKEW);
  private final AzureTablesIdempotencyStore store = made(builder);
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

  @AfterEach
  void close() {
    store.close();
    server.close();
  }

  @Override
  protected Ledger ledger() {
    return ledger;
  }

  @Override
  protected IdempotencyStore store() {
    return store;
  }

  @Override
  protected Stream<Entry> entries() {
    return ledger.entries();
  }

  @Override
  protected Stream<Entry> entries(String order) {
    return ledger.ofOrder(order);
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
