package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One batch in which every kind of record is met, and a partition that has too much to do. */
class MixedBatchTest {
  /** How often a store sends a statement that is throttled, before it gives up. */
  private static final int SENT = 4;

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  void expiredRunningCompletedEqualAndThrottledClaims_areAnsweredEachAsIfAlone() {
    desk.claimed("expired");
    desk.pass(Desk.LEASE.plus(Desk.RETENTION));
    desk.claimed("lease over");
    desk.pass(Desk.LEASE.plus(Desk.SKEW));
    desk.claimed("running");
    desk.store.complete(desk.claimed("completed"), List.of());
    desk.server.throttle(Desk.key("throttled").value(), 2);

    List<Claim> claims =
        desk.store.claim(
            List.of(
                Desk.request("new"),
                Desk.request("expired"),
                Desk.request("running"),
                Desk.request("completed"),
                Desk.request("throttled"),
                Desk.request("lease over"),
                Desk.request("new"),
                Desk.request("completed")));

    assertThat(claims.stream().map(MixedBatchTest::inShort))
        .containsExactly(
            "Claimed 1",
            "Claimed 1",
            "InProgress",
            "Completed",
            "Claimed 1",
            "Claimed 2",
            "InProgress",
            "Completed");
  }

  private static String inShort(Claim claim) {
    String kind = claim.getClass().getSimpleName();
    return claim instanceof Claimed claimed ? kind + " " + claimed.attempt() : kind;
  }

  @Test
  void claimThatStaysThrottled_failsTheBatch_whichIsRepeatedWithoutHarm() {
    List<ClaimRequest> batch = List.of(Desk.request("a"), Desk.request("b"));
    desk.server.throttle(batch.get(1).key().value(), SENT);

    assertThatThrownBy(() -> desk.store.claim(batch))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
              assertThat(refused.retryable()).isTrue();
            });

    assertThat(desk.store.claim(batch).stream().map(MixedBatchTest::inShort))
        .containsExactly("Claimed 1", "Claimed 1");
  }

  @Test
  void claimsThatATransactionIsInTheWayOf_areRepeated() {
    desk.server.conflict(Desk.key("m0").value(), 1);

    assertThat(desk.store.claim(Desk.requests(2)).stream().map(MixedBatchTest::inShort))
        .containsExactly("Claimed 1", "Claimed 1");
  }

  @Test
  void throttledClaim_isSentOnce_andTwiceByTheClient_andNoMore_becauseTheCallerIsPatient() {
    desk.server.throttle(Desk.key("a").value(), 3);

    assertThatThrownBy(() -> desk.store.claim(Desk.request("a")))
        .isInstanceOf(MessagingException.class);
    assertThat(desk.requests.operations()).containsExactly("PutItem", "PutItem", "PutItem");
    assertThat(inShort(desk.store.claim(Desk.request("a")))).isEqualTo("Claimed 1");
  }

  @Test
  void throttledCompletion_failsAlone() {
    desk.pass(Duration.ofSeconds(1));
    Claimed one = desk.claimed("a");
    desk.server.throttle(one.key().value(), SENT);

    assertThatThrownBy(() -> desk.store.complete(one, List.of()))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));
  }
}
