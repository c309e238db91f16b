package dev.ferry.firestore;

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
import java.util.List;
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
  private static final String COMMIT = "Commit";
  private static final String BATCH_WRITE = "BatchWrite";
  private static final String READ = "BatchGetDocuments";

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
        running.add(threads.submit(() -> desk.store.complete(claim, List.of())));
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
    assertThat(desk.server.takeCalls()).containsExactly(COMMIT);

    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.WRITTEN);
    assertThat(desk.server.takeCalls()).containsExactly(COMMIT);
  }

  @Test
  void batchOfTen_takesTwoRequests_soAFifthOfOneAMessage()
      throws InterruptedException, ExecutionException {
    List<Written> written = completeAtOnce(claimBatch());

    assertThat(written).hasSize(BATCH).containsOnly(Written.WRITTEN);
    assertThat(desk.server.takeCalls()).containsExactly(BATCH_WRITE, BATCH_WRITE);
  }

  @Test
  void batchThatIsRedelivered_takesOneMore_toReadWhatIsThere()
      throws InterruptedException, ExecutionException {
    completeAtOnce(claimBatch());
    desk.server.takeCalls();

    assertThat(desk.store.claim(Desk.requests(BATCH)))
        .containsOnly(new Claim.Completed(0, List.of()));
    assertThat(desk.server.takeCalls()).containsExactly(BATCH_WRITE, READ);
  }

  @Test
  void batchThatIsTriedAgain_takesThree() {
    claimBatch().forEach(claimed -> desk.store.release(claimed, true));
    desk.server.takeCalls();

    assertThat(desk.store.claim(Desk.requests(BATCH)))
        .allSatisfy(claim -> assertThat(Desk.granted(claim).attempt()).isEqualTo(2));
    assertThat(desk.server.takeCalls()).containsExactly(BATCH_WRITE, READ, BATCH_WRITE);
  }

  @Test
  void batchOfSixHundred_takesTwoRequests() {
    desk.store.claim(Desk.requests(600));

    assertThat(desk.server.takeCalls()).containsExactly(BATCH_WRITE, BATCH_WRITE);
  }

  @Test
  void copiesOfOneMessage_takeNoRequestMoreThanOne() {
    List<ClaimRequest> copies =
        List.of(Desk.request("a"), Desk.request("b"), Desk.request("a"), Desk.request("a"));

    assertThat(desk.store.claim(copies)).hasSize(4);
    assertThat(desk.server.takeCalls()).containsExactly(BATCH_WRITE);
  }

  @Test
  void redeliveredMessage_takesAReadMore() {
    desk.store.complete(desk.claimed("a"), List.of());
    desk.server.takeCalls();

    assertThat(desk.store.claim(Desk.request("a"))).isInstanceOf(Claim.Completed.class);
    assertThat(desk.server.takeCalls()).containsExactly(COMMIT, READ);
  }

  @Test
  void takeover_takesThree() {
    desk.claimed("a");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.server.takeCalls();

    assertThat(desk.claimed("a").attempt()).isEqualTo(2);
    assertThat(desk.server.takeCalls()).containsExactly(COMMIT, READ, COMMIT);
  }

  @Test
  void renewalAndRelease_takeOneEach() {
    Claimed claimed = desk.claimed("a");
    desk.pass(Duration.ofSeconds(10));
    desk.server.takeCalls();

    desk.store.renew(claimed, Desk.LEASE);
    desk.store.release(claimed, true);

    assertThat(desk.server.takeCalls()).containsExactly(COMMIT, COMMIT);
  }

  @Test
  void effectWithItsCompletion_takesTwo_andCompletingAfterItNone() {
    Claimed claimed = desk.claimed("a");
    FirestoreCommit commit =
        desk.store.completion(claimed, List::of).unwrap(FirestoreCommit.class).orElseThrow();

    assertThat(commit.commit(List.of())).isEqualTo(Written.WRITTEN);
    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.OWN_COMPLETED);
    assertThat(desk.server.takeCalls()).containsExactly(COMMIT, COMMIT);
  }

  @Test
  void completionByAnotherStoreObject_readsFirst() {
    Claimed claimed = desk.claimed("a");
    desk.server.takeCalls();

    assertThat(desk.open(Duration.ZERO).complete(claimed, List.of())).isEqualTo(Written.WRITTEN);
    assertThat(desk.server.takeCalls()).containsExactly(READ, COMMIT);
  }

  @Test
  void lateOwner_isToldByAWriteAndARead() {
    Claimed late = desk.claimed("a");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.open(Duration.ZERO).claim(Desk.request("a"));
    desk.server.takeCalls();

    assertThat(desk.store.complete(late, List.of())).isEqualTo(Written.FENCED_OUT);
    assertThat(desk.server.takeCalls()).containsExactly(COMMIT, READ);
  }

  @Test
  void deadLetter_takesOneBefore_andAReadAndAWriteAfter() {
    ShortEnvelope envelope = new ShortEnvelope("ATTEMPTS_EXHAUSTED", "", 1, desk.now(), desk.now());
    Claimed claimed = desk.claimed("a");
    desk.server.takeCalls();

    desk.store.deadLettering(claimed, envelope);
    assertThat(desk.server.takeCalls()).containsExactly(COMMIT);
    desk.store.deadLettered(claimed.key(), 0);
    assertThat(desk.server.takeCalls()).containsExactly(READ, COMMIT);
  }

  @Test
  void outbox_isForgottenByOneRequest() {
    Claimed claimed = desk.claimed("a");
    desk.store.complete(
        claimed, List.of(new StagedMessage("receipts", Message.of("x").withId("r"))));
    desk.server.takeCalls();

    desk.store.outboxSent(claimed.key());
    desk.store.outboxSent(Desk.key("which nobody claimed"));

    assertThat(desk.server.takeCalls()).containsExactly(COMMIT, COMMIT);
    assertThat(desk.store.claim(Desk.request("a"))).isEqualTo(new Claim.Completed(0, List.of()));
  }
}
