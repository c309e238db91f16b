package dev.ferry.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lost answers, throttling and contention: what is repeated, and what is told. */
class TroubleTest {
  /** How often a write of a batch is sent that is throttled, before it is given up. */
  private static final int SENT = 4;

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  private static void assertFails(Runnable call, ErrorCode code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            MessagingException.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(code);
              assertThat(failed.retryable()).isTrue();
            });
  }

  private FirestoreCommit commit(Claimed claim) {
    return desk.store.completion(claim, List::of).unwrap(FirestoreCommit.class).orElseThrow();
  }

  @Test
  void claimWhoseAnswerIsLost_isGranted_asItsFirstAttempt() {
    desk.server.loseAnswers("Commit", 1);

    assertThat(desk.claimed("a").attempt()).isEqualTo(1);
  }

  @Test
  void claimsOfABatchWhoseAnswerIsLost_areGranted_asTheirFirstAttempts() {
    desk.server.loseAnswers("BatchWrite", 1);

    assertThat(desk.store.claim(Desk.requests(3)))
        .allSatisfy(claim -> assertThat(Desk.granted(claim).attempt()).isEqualTo(1));
  }

  @Test
  void writesWhoseAnswersAreLost_areKnownAsOurs() {
    Claimed claimed = desk.claimed("a");
    desk.pass(Duration.ofSeconds(10));
    desk.server.loseAnswers("Commit", 1);
    assertThat(desk.store.renew(claimed, Desk.LEASE)).isEqualTo(Written.WRITTEN);
    desk.server.loseAnswers("Commit", 1);
    assertThat(desk.store.release(claimed, true)).isEqualTo(Written.WRITTEN);
    Claimed again = desk.claimed("a");
    desk.server.loseAnswers("Commit", 1);

    assertThat(desk.store.complete(again, List.of())).isEqualTo(Written.OWN_COMPLETED);
    assertThat(again.attempt()).isEqualTo(2);
  }

  @Test
  void commitWhoseAnswerIsLost_isKnownAsOurs() {
    FirestoreCommit commit = commit(desk.claimed("a"));
    desk.server.loseAnswers("Commit", 1);

    assertThat(commit.commit(List.of())).isEqualTo(Written.OWN_COMPLETED);
    assertThat(desk.store.claim(Desk.request("a"))).isInstanceOf(Claim.Completed.class);
  }

  @Test
  void answerThatIsLostAgain_isTheCallersToAskFor() {
    ClaimRequest request = Desk.request("a");
    desk.server.loseAnswers("Commit", 2);

    assertFails(() -> desk.store.claim(request), ErrorCode.UNAVAILABLE);
    assertThat(Desk.granted(desk.store.claim(request)).attempt()).isEqualTo(1);
  }

  @Test
  void throttledClaim_isSentTwice_andNoMore_becauseTheCallerIsPatient() {
    desk.server.refuseWrites(Desk.key("a").value(), Status.RESOURCE_EXHAUSTED, 2);

    assertFails(() -> desk.claimed("a"), ErrorCode.RESOURCE_EXHAUSTED);
    assertThat(desk.server.takeCalls()).containsExactly("Commit", "Commit");
    assertThat(desk.claimed("a").attempt()).isEqualTo(1);
  }

  @Test
  void claimThatStaysThrottled_failsTheBatch_whichIsRepeatedWithoutHarm() {
    List<ClaimRequest> batch = List.of(Desk.request("a"), Desk.request("b"));
    desk.server.refuseWrites(batch.get(1).key().value(), Status.RESOURCE_EXHAUSTED, SENT);

    assertFails(() -> desk.store.claim(batch), ErrorCode.RESOURCE_EXHAUSTED);
    assertThat(desk.store.claim(batch))
        .allSatisfy(claim -> assertThat(Desk.granted(claim).attempt()).isEqualTo(1));
  }

  @Test
  void writesThatOthersContendWith_areRepeated() {
    desk.server.refuseWrites(Desk.key("m0").value(), Status.ABORTED, 1);
    assertThat(desk.store.claim(Desk.requests(2))).hasOnlyElementsOfType(Claimed.class);

    desk.server.refuseWrites(Desk.key("a").value(), Status.ABORTED, 3);
    Claimed claimed = desk.claimed("a");
    desk.server.refuseWrites(claimed.key().value(), Status.ABORTED, 3);
    assertThat(commit(claimed).commit(List.of())).isEqualTo(Written.WRITTEN);
  }

  @Test
  void writesThatOthersStayInTheWayOf_areGivenUp_andMayBeRepeated() {
    Claimed claimed = desk.claimed("a");
    desk.server.refuseWrites(claimed.key().value(), Status.ABORTED, 6);

    assertFails(() -> commit(claimed).commit(List.of()), ErrorCode.UNAVAILABLE);
    assertThat(commit(claimed).commit(List.of())).isEqualTo(Written.WRITTEN);
  }

  @Test
  void refusalThatNoRecordExplains_isTold_andNotRepeatedForEver() {
    Claimed claimed = desk.claimed("a");
    desk.server.refuseWrites(claimed.key().value(), Status.FAILED_PRECONDITION, 1);

    assertThatThrownBy(() -> desk.store.complete(claimed, List.of()))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION));
    assertThat(desk.store.complete(claimed, List.of())).isEqualTo(Written.WRITTEN);
  }

  @Test
  void oneBatchOfEveryKind_isAnsweredEachAsIfAlone() {
    desk.claimed("expired");
    desk.pass(Desk.LEASE.plus(Desk.RETENTION));
    desk.claimed("lease over");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.claimed("running");
    desk.store.complete(desk.claimed("completed"), List.of());
    desk.server.refuseWrites(Desk.key("throttled").value(), Status.RESOURCE_EXHAUSTED, 2);

    List<Claim> claims =
        desk.store.claim(
            List.of(
                Desk.request("new"),
                Desk.request("expired"),
                Desk.request("running"),
                Desk.request("completed"),
                Desk.request("throttled"),
                Desk.request("lease over"),
                Desk.request("new")));

    assertThat(claims.stream().map(TroubleTest::inShort))
        .containsExactly(
            "Claimed 1",
            "Claimed 1",
            "InProgress",
            "Completed",
            "Claimed 1",
            "Claimed 2",
            "InProgress");
  }

  private static String inShort(Claim claim) {
    String kind = claim.getClass().getSimpleName();
    return claim instanceof Claimed claimed ? kind + " " + claimed.attempt() : kind;
  }
}
