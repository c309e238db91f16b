package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many requests each call takes, in the common case and where a message is not new. */
class RequestsTest {
  /** Long, so that all are gathered whatever this machine is busy with; it ends when all came. */
  private static final Duration WINDOW = Duration.ofSeconds(20);

  private static final int BATCH = 10;

  private final Desk desk = new Desk(WINDOW);

  @AfterEach
  void close() {
    desk.close();
  }

  private List<Claimed> claimBatch() {
    return desk.store.claim(Desk.requests(BATCH)).stream().map(Desk::granted).toList();
  }

  private List<Written> completeAtOnce(List<Claimed> claims)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(claims.size());
    try {
      List<Future<Written>> running = new ArrayList<>();
      for (Claimed claim : claims) {
        Callable<Written> completion = () -> desk.store.complete(claim, List.of());
        running.add(threads.submit(completion));
      }
      List<Written> written = new ArrayList<>();
      for (Future<Written> one : running) {
        written.add(one.get());
      }
      return written;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void oneMessage_takesOneRequestToClaim_andOneToComplete() {
    Claimed claimed = desk.claimed("a");
    assertThat(desk.requests.operations()).containsExactly("PutItem");

    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.WRITTEN);
    assertThat(desk.requests.operations()).containsExactly("UpdateItem");
  }

  @Test
  void batchOfTen_takesTwoRequests_soAFifthOfOneAMessage()
      throws InterruptedException, ExecutionException {
    List<Claimed> claims = claimBatch();
    List<Written> written = completeAtOnce(claims);

    assertThat(written).hasSize(BATCH).containsOnly(Written.WRITTEN);
    assertThat(desk.requests.operations())
        .containsExactly("BatchExecuteStatement", "BatchExecuteStatement");
  }

  @Test
  void batchThatIsRedelivered_takesOneMore_toReadWhatIsThere()
      throws InterruptedException, ExecutionException {
    completeAtOnce(claimBatch());
    desk.requests.operations();

    assertThat(desk.store.claim(Desk.requests(BATCH)))
        .containsOnly(new Claim.Completed(0, List.of()));
    assertThat(desk.requests.operations()).containsExactly("BatchExecuteStatement", "BatchGetItem");
  }

  @Test
  void batchThatIsTriedAgain_takesThree() {
    claimBatch().forEach(claimed -> desk.store.release(claimed, true));
    desk.requests.operations();

    assertThat(desk.store.claim(Desk.requests(BATCH)))
        .allSatisfy(claim -> assertThat(Desk.granted(claim).attempt()).isEqualTo(2));
    assertThat(desk.requests.operations())
        .containsExactly("BatchExecuteStatement", "BatchGetItem", "BatchExecuteStatement");
  }

  @Test
  void batchOfSixty_takesThreeRequests() {
    desk.store.claim(Desk.requests(60));

    assertThat(desk.requests.operations()).hasSize(3).containsOnly("BatchExecuteStatement");
  }

  @Test
  void copiesOfOneMessage_takeNoRequestMoreThanOne() {
    List<ClaimRequest> copies =
        List.of(Desk.request("a"), Desk.request("b"), Desk.request("a"), Desk.request("a"));

    assertThat(desk.store.claim(copies)).hasSize(4);
    assertThat(desk.requests.operations()).containsExactly("BatchExecuteStatement");
  }

  @Test
  void redeliveredMessage_isToldByTheRequestThatWouldHaveClaimedIt() {
    desk.store.complete(desk.claimed("a"), List.of());
    desk.requests.operations();

    assertThat(desk.store.claim(Desk.request("a"))).isInstanceOf(Claim.Completed.class);
    assertThat(desk.requests.operations()).containsExactly("PutItem");
  }

  @Test
  void expiredRecord_isReplacedByTheSameRequest() {
    desk.claimed("a");
    desk.pass(Desk.LEASE.plus(Desk.RETENTION));
    desk.requests.operations();

    assertThat(desk.claimed("a").attempt()).isEqualTo(1);
    assertThat(desk.requests.operations()).containsExactly("PutItem");
  }

  @Test
  void takeover_takesTwo() {
    desk.claimed("a");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.requests.operations();

    assertThat(desk.claimed("a").attempt()).isEqualTo(2);
    assertThat(desk.requests.operations()).containsExactly("PutItem", "UpdateItem");
  }

  @Test
  void effectWithItsCompletion_takesTwo_andCompletingAfterItNone() {
    Claimed claimed = desk.claimed("a");
    DynamoCommit commit =
        desk.store.completion(claimed, List::of).unwrap(DynamoCommit.class).orElseThrow();

    assertThat(commit.commit(List.of())).isEqualTo(Written.WRITTEN);
    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.OWN_COMPLETED);
    assertThat(desk.requests.operations()).containsExactly("PutItem", "TransactWriteItems");

    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.OWN_COMPLETED);
    assertThat(desk.requests.operations()).containsExactly("UpdateItem");
  }

  @Test
  void lateOwner_isToldByTheRequestThatWouldHaveCompleted() {
    Claimed late = desk.claimed("a");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.claimed("a");
    desk.requests.operations();

    assertThat(desk.store.complete(late, List.of())).isEqualTo(Written.FENCED_OUT);
    assertThat(desk.requests.operations()).containsExactly("UpdateItem");
  }

  @Test
  void deadLetter_takesOneBefore_andAReadAndAWriteAfter() {
    ShortEnvelope envelope = new ShortEnvelope("ATTEMPTS_EXHAUSTED", "", 1, desk.now(), desk.now());
    Claimed claimed = desk.claimed("a");
    desk.requests.operations();

    desk.store.deadLettering(claimed, envelope);
    assertThat(desk.requests.operations()).containsExactly("UpdateItem");
    desk.store.deadLettered(claimed.key(), 0);
    assertThat(desk.requests.operations()).containsExactly("BatchGetItem", "UpdateItem");
  }

  @Test
  void outbox_isForgottenByOneRequest() {
    Claimed claimed = desk.claimed("a");
    desk.store.complete(
        claimed, List.of(new StagedMessage("receipts", Message.of("x").withId("r"))));
    desk.requests.operations();

    desk.store.outboxSent(claimed.key());

    assertThat(desk.requests.operations()).containsExactly("UpdateItem");
    assertThat(desk.store.claim(Desk.request("a")))
        .isEqualTo(new Claim.Completed(0, Collections.emptyList()));
  }
}
