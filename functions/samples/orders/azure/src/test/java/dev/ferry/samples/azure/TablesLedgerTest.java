package dev.ferry.samples.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.data.tables.TableClient;
import com.azure.data.tables.TableClientBuilder;
import dev.ferry.azuretables.AzureTablesIdempotencyStore;
import dev.ferry.azuretables.AzureTablesStoreBuilder;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Message;
import dev.ferry.peers.azure.tables.TablesServer;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.FencedOut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries are committed with the completions of their messages, each once. */
class TablesLedgerTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofDays(30);
  private static final Duration SKEW = Duration.ofSeconds(2);

  private final TablesServer server = TablesServer.start();
  private Instant now = Instant.now();
  private final AzureTablesStoreBuilder builder =
      AzureTablesIdempotencyStore.builder("orders")
          .connectionString(server.connectionString())
          .clock(() -> now)
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

  private static Entry entry(String order) {
    return new Entry(
        Entry.Kind.PAYMENT, "payment", "m-" + order, 1, 2, order, "VINET", 44_000, "straße 1");
  }

  private Claim claim(String order) {
    IdempotencyKey key = IdempotencyKey.of("payments", "payment", "m-" + order);
    return store.claim(ClaimRequest.of(key, 0, LEASE, RETENTION));
  }

  private Completion completion(String order) {
    return store.completion((Claimed) claim(order), List::of);
  }

  @Test
  void entry_isThereWithTheCompletion_asItWasRecorded() {
    StagedMessage receipt = new StagedMessage("receipts", Message.of("paid").withId("r-1"));

    ledger.record(
        entry("10248"), store.completion((Claimed) claim("10248"), () -> List.of(receipt)));

    assertThat(ledger.entries()).containsExactly(entry("10248"));
    assertThat(claim("10248")).isEqualTo(new Claim.Completed(0, List.of(receipt)));
  }

  @Test
  void sameRunAgain_recordsNothing() {
    Completion completion = completion("10248");

    ledger.record(entry("10248"), completion);
    ledger.record(entry("10248"), completion);

    assertThat(ledger.size()).isEqualTo(1);
  }

  @Test
  void lostAnswer_recordsOnce() {
    Completion completion = completion("10248");
    server.loseAnswers(1);

    ledger.record(entry("10248"), completion);

    assertThat(ledger.size()).isEqualTo(1);
  }

  @Test
  void lateOwner_isFencedOut_andRecordsNothing() {
    Completion late = completion("10248");
    now = now.plus(LEASE).plus(SKEW);
    Completion successor = store.completion((Claimed) claim("10248"), List::of);

    assertThatThrownBy(() -> ledger.record(entry("10248"), late)).isInstanceOf(FencedOut.class);
    ledger.record(entry("10248"), successor);

    assertThat(ledger.size()).isEqualTo(1);
  }

  @Test
  void withoutAStore_whatIsRecordedTwice_isThereTwice() {
    ledger.record(entry("10248"), Completion.none());
    ledger.record(entry("10248"), Completion.none());

    assertThat(ledger.entries()).containsExactly(entry("10248"), entry("10248"));
  }

  @Test
  void entriesOfAnOrder_areItsOwn() {
    ledger.record(entry("10248"), Completion.none());
    ledger.record(entry("10249"), completion("10249"));

    assertThat(ledger.ofOrder("10249")).containsExactly(entry("10249"));
    assertThat(ledger.size()).isEqualTo(2);
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
