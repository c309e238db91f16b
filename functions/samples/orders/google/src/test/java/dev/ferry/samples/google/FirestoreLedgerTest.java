package dev.ferry.samples.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.firestore.FirestoreClient;
import dev.ferry.firestore.FirestoreCollection;
import dev.ferry.firestore.FirestoreIdempotencyStore;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.peers.google.firestore.FirestoreServer;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.Ledger;
import dev.ferry.samples.orders.suite.LedgerContract;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirestoreLedgerTest extends LedgerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FirestoreServer server = FirestoreServer.start();
  private final FirestoreClient client =
      FirestoreClient.at(server.endpoint()).withTimeout(PATIENCE);
  private final FirestoreLedger ledger =
      new FirestoreLedger(client, FirestoreCollection.parse("shop/ledger"));
  private final FirestoreIdempotencyStore store =
      FirestoreIdempotencyStore.builder(FirestoreCollection.parse("shop/records"))
          .client(client)
          .clock(this::now)
          .skew(SKEW)
          .build();

  @AfterEach
  void close() {
    store.close();
    client.close();
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
    return ledger.entries(order);
  }

  @Test
  void entryAndCompletion_areOneRequest() {
    Completion completion = completion("10248");
    server.takeCalls();

    ledger.record(entry("10248"), completion);

    assertThat(server.takeCalls()).containsExactly("Commit");
  }

  @Test
  void commitWhoseAnswerIsLost_isRecordedOnce() {
    Completion completion = completion("10248");
    server.loseAnswers("Commit", 1);

    ledger.record(entry("10248"), completion);

    assertThat(ledger.size()).isEqualTo(1);
  }

  @Test
  void manyEntries_areReadInTheOrderInWhichTheyWereMade() {
    for (int i = 0; i < 50; i++) {
      ledger.record(entry(Integer.toString(i)), Completion.none());
    }

    assertThat(ledger.entries().map(Entry::orderId))
        .hasSize(50)
        .startsWith("0", "1", "2")
        .endsWith("48", "49");
  }
}
