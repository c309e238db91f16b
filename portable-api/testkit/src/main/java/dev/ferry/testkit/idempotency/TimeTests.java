package dev.ferry.testkit.idempotency;

import static dev.ferry.testkit.idempotency.Scene.LEASE;
import static dev.ferry.testkit.idempotency.Scene.RETENTION;
import static dev.ferry.testkit.idempotency.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.Written;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leases, clocks that differ, and records that expire whether or not a sweep has come. */
interface TimeTests extends StoreTests {
  @Test
  default void lease_isTakenOverNotBeforeItHasBeenOverForTheSkew() {
    Life life = scene().life();
    Instant free = life.claimed(0).until().plus(scene().skew());
    assertThat(free).isEqualTo(scene().now().plus(LEASE).plus(scene().skew()));

    scene().pass(LEASE.plus(scene().skew()).minus(SECOND));
    assertThat(life.claim(0)).isEqualTo(new Claim.InProgress(free));
    scene().pass(SECOND);
    assertThat(life.answer(0)).isEqualTo("Claimed 2");
  }

  @Test
  default void renewedLease_lastsFromTheRenewal() {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    scene().pass(LEASE.minus(SECOND));
    assertThat(scene().store().renew(claimed, LEASE)).isEqualTo(Written.WRITTEN);
    Instant free = scene().now().plus(LEASE).plus(scene().skew());

    scene().pass(LEASE.plus(scene().skew()).minus(SECOND));
    assertThat(life.claim(0)).isEqualTo(new Claim.InProgress(free));
    scene().pass(SECOND);
    assertThat(life.answer(0)).isEqualTo("Claimed 2");
  }

  @Test
  default void workerWhoseClockIsAhead_takesOverNoLivingLease() {
    Life life = scene().life();
    IdempotencyStore ahead = scene().workerAhead(scene().skew());
    Claimed claimed = life.claimed(0);
    scene().pass(LEASE.minus(SECOND));

    assertThat(ahead.claim(life.request(0))).isInstanceOf(Claim.InProgress.class);
    assertThat(OwnerWrite.COMPLETE.write(scene().store(), claimed)).isEqualTo(Written.WRITTEN);
  }

  @Test
  default void workerWhoseClockIsBehind_takesOverLater() {
    Life life = scene().life();
    IdempotencyStore behind = scene().workerAhead(scene().skew().negated());
    life.claimed(0);
    scene().passLease();

    assertThat(behind.claim(life.request(0))).isInstanceOf(Claim.InProgress.class);
    scene().pass(scene().skew());
    assertThat(life.claimed(0, behind).attempt()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  default void expiredRecord_isNone_forEveryRound(Standing standing) {
    for (int round = 0; round < 3; round++) {
      Life life = scene().life();
      standing.reach(life, 1);
      scene().pass(LEASE.plus(RETENTION));

      assertThat(life.answer(round)).as("claim of round %d", round).isEqualTo("Claimed 1");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RELEASED", "COMPLETED", "DEAD_LETTERING", "DEAD_LETTERED"})
  default void record_isKeptForItsRetention_fromTheLastChange(Standing standing) {
    Life life = scene().life();
    standing.reach(life, 1);
    scene().pass(RETENTION.minus(SECOND));

    assertThat(life.answer(1)).isEqualTo(standing.sameRound());
  }

  @Test
  default void deadLetterThatIsSentLate_isKeptForTheRetentionFromThen() {
    Life life = scene().life();
    Standing.DEAD_LETTERING.reach(life, 0);
    scene().pass(RETENTION.minus(SECOND));
    scene().store().deadLettered(life.key(), 0);
    scene().pass(RETENTION.minus(SECOND));

    assertThat(life.answer(0)).isEqualTo("DeadLettered");
    scene().pass(SECOND);
    assertThat(life.answer(0)).isEqualTo("Claimed 1");
  }

  @ParameterizedTest
  @EnumSource
  default void ownerOfAnExpiredRecord_changesNothing(OwnerWrite write) {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    scene().pass(LEASE.plus(RETENTION));

    assertThat(write.write(scene().store(), claimed)).isEqualTo(Written.FENCED_OUT);
    assertThat(life.answer(0)).isEqualTo("Claimed 1");
  }

  @Test
  default void leaseLongerThanTheRetention_keepsItsRecord() {
    Life life = scene().life();
    ClaimRequest longLease = ClaimRequest.of(life.key(), 0, RETENTION.multipliedBy(2), RETENTION);
    Claimed claimed = Life.granted(scene().store().claim(longLease));
    scene().pass(RETENTION.multipliedBy(2));

    assertThat(life.answer(0)).isEqualTo("InProgress");
    assertThat(OwnerWrite.COMPLETE.write(scene().store(), claimed)).isEqualTo(Written.WRITTEN);
  }

  @Test
  default void noLeaseLeft_isALeaseThatIsOver() {
    Life life = scene().life();
    scene().store().claim(ClaimRequest.of(life.key(), 0, Duration.ZERO, RETENTION));
    scene().pass(scene().skew());

    assertThat(life.answer(0)).isEqualTo("Claimed 2");
  }
}
