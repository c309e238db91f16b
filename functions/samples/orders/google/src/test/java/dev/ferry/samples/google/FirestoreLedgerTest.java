package dev.ferry.samples.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.firestore.FirestoreClient;
import dev.ferry.firestore.FirestoreCollection;
import dev.ferry.firestore.FirestoreIdempotencyStore;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Message;
import dev.ferry.peers.google.firestore.FirestoreServer;
import dev.ferry.samples.orders.Entry;
import dev.ferry.samples.orders.FencedOut;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Entries are committed with the completions of their messages, each once. */
class FirestoreLedgerTest {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration RETENTION = Duration.ofDays(30);
  private static final Duration SKEW = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final FirestoreServer server = FirestoreServer.start();
  private final FirestoreClient client =
      FirestoreClient.at(server.endpoint()).withTimeout(PATIENCE);
  private final FirestoreLedger ledger =
      new FirestoreLedger(client, FirestoreCollection.parse("shop/ledger"));
  private Instant now = Instant.now();
  private final FirestoreIdempotencyStore store =
      FirestoreIdempotencyStore.builder(FirestoreCollection.parse("shop/records"))
          .client(client)
          .clock(() -> now)
          .skew(SKEW)
          .build();

  @AfterEach
  void close() {
    store.close();
    client.close();
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

  private Claimed claimed(String order) {
    return (Claimed) claim(order);
  }

  @Test
  void entry_isThereWithTheCompletion_asItWasRecorded() {
    StagedMessage receipt = new StagedMessage("receipts", Message.of("paid").withId("r-1"));
    Completion completion = store.completion(claimed("10248"), () -> List.of(receipt));
    server.takeCalls();

    ledger.record(entry("10248"), completion);

    assertThat(server.takeCalls()).containsExactly("Commit");
    assertThat(ledger.entries()).containsExactly(entry("10248"));
    assertThat(claim("10248")).isEqualTo(new Claim.Completed(0, List.of(receipt)));
  }

  @Test
  void sameRunAgain_recordsNothing() {
    Completion completion = store.completion(claimed("10248"), List::of);

    ledger.record(entry("10248"), completion);
    ledger.record(entry("10248"), completion);

    assertThat(ledger.size()).isEqualTo(1);
  }

  @Test
  void commitWhoseAnswerIsLost_isRecordedOnce() {
    Completion completion = store.completion(claimed("10248"), List::of);
    server.loseAnswers("Commit", 1);

    ledger.record(entry("10248"), completion);

    assertThat(ledger.size()).isEqualTo(1);
  }

  @Test
  void lateOwner_isFencedOut_andRecordsNothing() {
    Completion late = store.completion(claimed("10248"), List::of);
    now = now.plus(LEASE).plus(SKEW);
    Completion successor = store.completion(claimed("10248"), List::of);

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
    ledger.record(entry("10249"), Completion.none());

    assertThat(ledger.entries("10249")).containsExactly(entry("10249"));
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
