package dev.ferry.samples.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.firestore.FirestoreClient;
import dev.ferry.firestore.FirestoreCollection;
import dev.ferry.firestore.FirestoreIdempotencyStore;
import dev.ferry.idempotency.Completion;
import dev.ferry.peers.google.firestore.FirestoreServer;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.suite.LedgerContract;
import dev.ferry.samples.orders.suite.LedgerInStore;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FirestoreLedgerTest extends LedgerContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FirestoreServer server = closedLater(FirestoreServer.start());
  private final FirestoreClient client =
      closedLater(FirestoreClient.at(server.endpoint()).withTimeout(PATIENCE));
  private final FirestoreLedger ledger =
      new FirestoreLedger(client, FirestoreCollection.parse("shop/ledger"));
  private final FirestoreIdempotencyStore store =
      closedLater(
          FirestoreIdempotencyStore.builder(FirestoreCollection.parse("shop/records"))
              .client(client)
              .clock(this::now)
              .skew(SKEW)
              .build());

  @Override
  protected LedgerInStore subject() {
    return new LedgerInStore(ledger, store, ledger::entries, ledger::entries);
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
