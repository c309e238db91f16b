package dev.ferry.azuretables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
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
    assertThat(desk.taken()).containsExactly("POST");

    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.WRITTEN);
    assertThat(desk.taken()).containsExactly("PUT");
  }

  @Test
  void batchOfTen_takesTwoRequests_soAFifthOfOneAMessage()
      throws InterruptedException, ExecutionException {
    List<Written> written = completeAtOnce(claimBatch());

    assertThat(written).hasSize(BATCH).containsOnly(Written.WRITTEN);
    assertThat(desk.taken()).containsExactly("batch", "batch");
  }

  @Test
  void batchWithOneThatIsNotNew_takesThree() {
    desk.claimed("m3");
    desk.taken();

    List<Claim> claims = desk.store.claim(Desk.requests(BATCH));

    assertThat(claims).filteredOn(Claimed.class::isInstance).hasSize(BATCH - 1);
    assertThat(claims.get(3)).isInstanceOf(Claim.InProgress.class);
    assertThat(desk.taken()).containsExactly("batch", "GET", "batch");
  }

  @Test
  void batchThatIsRedelivered_isReadOneByOne_afterTwoThatWereRefused()
      throws InterruptedException, ExecutionException {
    completeAtOnce(claimBatch());
    desk.taken();

    assertThat(desk.store.claim(Desk.requests(BATCH)))
        .containsOnly(new Claim.Completed(0, List.of()));
    assertThat(desk.taken())
        .hasSize(2 + BATCH)
        .startsWith("batch", "GET", "batch", "GET")
        .endsWith("GET");
  }

  @Test
  void batchThatIsTriedAgain_isWrittenTogether_onceItIsRead() {
    claimBatch().forEach(claimed -> desk.store.release(claimed, true));
    desk.taken();

    assertThat(desk.store.claim(Desk.requests(BATCH)))
        .allSatisfy(claim -> assertThat(Desk.granted(claim).attempt()).isEqualTo(2));
    assertThat(desk.taken()).hasSize(3 + BATCH).endsWith("GET", "batch");
  }

  @Test
  void batchOfTwoHundred_takesTwoRequests() {
    desk.store.claim(Desk.requests(200));

    assertThat(desk.taken()).containsExactly("batch", "batch");
  }

  @Test
  void copiesOfOneMessage_takeNoRequestMoreThanOne() {
    List<ClaimRequest> copies =
        List.of(Desk.request("a"), Desk.request("b"), Desk.request("a"), Desk.request("a"));

    assertThat(desk.store.claim(copies)).hasSize(4);
    assertThat(desk.taken()).containsExactly("batch");
  }

  @Test
  void redeliveredMessage_isRead() {
    desk.store.complete(desk.claimed("a"), List.of());
    desk.taken();

    assertThat(desk.store.claim(Desk.request("a"))).isInstanceOf(Claim.Completed.class);
    assertThat(desk.taken()).containsExactly("POST", "GET");
  }

  @Test
  void takeoverAndExpiredRecord_takeThree() {
    desk.claimed("a");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.taken();

    assertThat(desk.claimed("a").attempt()).isEqualTo(2);
    assertThat(desk.taken()).containsExactly("POST", "GET", "PUT");

    desk.pass(Desk.LEASE.plus(Desk.RETENTION));
    assertThat(desk.claimed("a").attempt()).isEqualTo(1);
    assertThat(desk.taken()).containsExactly("POST", "GET", "PUT");
  }

  @Test
  void renewal_takesOne_andLeavesTheNextWriteOne() {
    Claimed claimed = desk.claimed("a");
    desk.taken();
    desk.pass(Duration.ofSeconds(10));

    assertThat(desk.store.renew(claimed, Desk.LEASE)).isEqualTo(Written.WRITTEN);
    assertThat(desk.store.release(claimed, true)).isEqualTo(Written.WRITTEN);
    assertThat(desk.taken()).containsExactly("PUT", "PUT");
  }

  @Test
  void effectWithItsCompletion_takesOne_andCompletingAfterItNone() {
    Claimed claimed = desk.claimed("a");
    desk.taken();
    TablesCommit commit =
        desk.store.completion(claimed, List::of).unwrap(TablesCommit.class).orElseThrow();

    assertThat(commit.commit(List.of())).isEqualTo(Written.WRITTEN);
    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.OWN_COMPLETED);
    assertThat(desk.taken()).containsExactly("batch");
  }

  @Test
  void lateOwner_isReadWhatIsThere() {
    Claimed late = desk.claimed("a");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.builder.build().claim(Desk.request("a"));
    desk.taken();

    assertThat(desk.store.complete(late, List.of())).isEqualTo(Written.FENCED_OUT);
    assertThat(desk.taken()).containsExactly("PUT", "GET");
  }

  @Test
  void ownerByAnotherStoreObject_readsFirst() {
    Claimed claimed = desk.claimed("a");
    desk.taken();

    assertThat(desk.builder.build().complete(claimed, List.of())).isEqualTo(Written.WRITTEN);
    assertThat(desk.taken()).containsExactly("GET", "PUT");
  }

  @Test
  void outbox_isForgottenByTwo() {
    Claimed claimed = desk.claimed("a");
    desk.store.complete(
        claimed, List.of(new StagedMessage("receipts", Message.of("x").withId("r"))));
    desk.taken();

    desk.store.outboxSent(claimed.key());

    assertThat(desk.taken()).containsExactly("GET", "PUT");
    assertThat(desk.store.claim(Desk.request("a")))
        .isEqualTo(new Claim.Completed(0, Collections.emptyList()));
  }
}
