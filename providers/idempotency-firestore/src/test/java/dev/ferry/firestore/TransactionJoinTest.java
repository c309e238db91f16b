package dev.ferry.firestore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.firestore.DocumentReference;
import com.google.cloud.firestore.Firestore;
import com.google.cloud.firestore.FirestoreOptions;
import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A completion in a transaction of the vendor's client, which may run more than once. */
class TransactionJoinTest {
  private static final StagedMessage RECEIPT =
      new StagedMessage("receipts", Message.of("x").withId("r"));

  private final Desk desk = new Desk();
  private final Firestore firestore =
      FirestoreOptions.newBuilder()
          .setProjectId(Desk.RECORDS.project())
          .setEmulatorHost(desk.server.endpoint())
          .build()
          .getService();
  private final DocumentReference account = firestore.document("accounts/a");

  @BeforeEach
  void openAccount() throws Exception {
    account.create(Map.of("balance", 1L)).get();
  }

  @AfterEach
  void close() throws Exception {
    firestore.close();
    desk.close();
  }

  private Written credit(Claimed claim, Runnable inBetween) throws Exception {
    Completion completion = desk.store.completion(claim, () -> List.of(RECEIPT));
    FirestoreTransactionJoin join = completion.unwrap(FirestoreTransactionJoin.class).orElseThrow();
    return firestore
        .runTransaction(
            transaction -> {
              long balance = transaction.get(account).get().getLong("balance");
              Written joined = join.join(firestore, transaction);
              inBetween.run();
              if (joined == Written.WRITTEN) {
                transaction.update(account, "balance", balance + 1);
              }
              return joined;
            })
        .get();
  }

  private long balance() throws Exception {
    return account.get().get().getLong("balance");
  }

  @Test
  void effectAndStagedMessages_areThereWithTheCompletion() throws Exception {
    Claimed claim = desk.claimed("a");

    assertThat(credit(claim, () -> {})).isEqualTo(Written.WRITTEN);
    assertThat(balance()).isEqualTo(2);
    assertThat(desk.store.complete(claim, List.of())).isEqualTo(Written.OWN_COMPLETED);
    assertThat(desk.store.claim(Desk.request("a")))
        .isEqualTo(new Claim.Completed(0, List.of(RECEIPT)));
  }

  @Test
  void transactionThatRunsAgain_hasOneEffect() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    Claimed claim = desk.claimed("a");

    Written written =
        credit(
            claim,
            () -> {
              if (runs.incrementAndGet() == 1) {
                desk.pass(Duration.ofSeconds(1));
                desk.store.renew(claim, Desk.LEASE);
              }
            });

    assertThat(written).isEqualTo(Written.WRITTEN);
    assertThat(runs).hasValue(2);
    assertThat(balance()).isEqualTo(2);
  }

  @Test
  void messageThatIsTakenOverMeanwhile_hasNoEffectHere() throws Exception {
    Claimed late = desk.claimed("a");
    AtomicInteger runs = new AtomicInteger();

    Written written =
        credit(
            late,
            () -> {
              if (runs.incrementAndGet() == 1) {
                desk.pass(Desk.LEASE.plus(Desk.SKEW));
                desk.open(Duration.ZERO).claim(Desk.request("a"));
              }
            });

    assertThat(written).isEqualTo(Written.FENCED_OUT);
    assertThat(balance()).isEqualTo(1);
  }

  @Test
  void sameRunAgain_hasNoEffect() throws Exception {
    Claimed claim = desk.claimed("a");
    credit(claim, () -> {});

    assertThat(credit(claim, () -> {})).isEqualTo(Written.OWN_COMPLETED);
    assertThat(balance()).isEqualTo(2);
  }
}
