package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lost leases: the successor is the owner, and whoever was it before changes nothing. */
interface FencingTests extends StoreTests {
  @ParameterizedTest
  @EnumSource
  default void lateOwner_changesNothing(Standing standing) {
    for (OwnerWrite late : OwnerWrite.values()) {
      Life life = scene().life();
      Standing.Owners owners = standing.reach(life, 1);

      assertThat(late.write(scene().store(), owners.late()))
          .as("%s of a late owner", late)
          .isEqualTo(Written.FENCED_OUT);
      assertThat(life.answer(1)).as("after %s", late).isEqualTo(standing.sameRound());
    }
  }

  @ParameterizedTest
  @EnumSource
  default void successor_isOwner_whateverTheLateOwnerTries(OwnerWrite write) {
    for (OwnerWrite late : OwnerWrite.values()) {
      Life life = scene().life();
      Standing.Owners owners = Standing.RUNNING.reach(life, 1);
      late.write(scene().store(), owners.late());

      assertThat(write.write(scene().store(), owners.last()))
          .as("%s after %s of a late owner", write, late)
          .isEqualTo(Written.WRITTEN);
    }
  }

  @ParameterizedTest
  @EnumSource
  default void ownerOfAnEarlierRound_changesNothing(OwnerWrite late) {
    Life life = scene().life();
    Claimed earlier = life.claimed(0);
    scene().passLease();
    Claimed later = life.claimed(1);

    assertThat(late.write(scene().store(), earlier)).isEqualTo(Written.FENCED_OUT);
    assertThat(OwnerWrite.RENEW.write(scene().store(), later)).isEqualTo(Written.WRITTEN);
    assertThat(life.answer(0)).isEqualTo("Superseded");
  }

  @ParameterizedTest
  @EnumSource
  default void owner_isOwnerPastTheLease_untilSomebodyTakesOver(OwnerWrite write) {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    scene().passLease();

    assertThat(write.write(scene().store(), claimed)).isEqualTo(Written.WRITTEN);
    assertThat(life.answer(0)).isEqualTo(write.afterFirstAttempt());
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"RELEASE", "TAKE_BACK"})
  default void ownerThatReleased_ownsNothingAnyMore(OwnerWrite write) {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    scene().store().release(claimed, true);

    assertThat(write.write(scene().store(), claimed)).isEqualTo(Written.FENCED_OUT);
    assertThat(life.answer(0)).isEqualTo("Claimed 2");
  }

  @ParameterizedTest
  @EnumSource
  default void ownerThatCompleted_isToldSo(OwnerWrite write) {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    OwnerWrite.COMPLETE.write(scene().store(), claimed);

    assertThat(write.write(scene().store(), claimed)).isEqualTo(Written.OWN_COMPLETED);
    assertThat(life.answer(0)).isEqualTo("Completed");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DEAD_LETTERING")
  default void ownerThatDeadLettered_ownsNothingAnyMore(OwnerWrite write) {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    OwnerWrite.DEAD_LETTERING.write(scene().store(), claimed);

    assertThat(write.write(scene().store(), claimed)).isEqualTo(Written.FENCED_OUT);
    assertThat(life.answer(0)).isEqualTo("DeadLettering");
  }

  @ParameterizedTest
  @EnumSource
  default void ownerOfNoRecord_changesNothing(OwnerWrite write) {
    Life life = scene().life();
    Claimed granted = life.claimed(0);
    Life unknown = scene().life();
    Claimed never =
        new Claimed(
            unknown.key(), granted.token(), 0, 1, granted.until(), granted.retention(), null);

    assertThat(write.write(scene().store(), never)).isEqualTo(Written.FENCED_OUT);
    assertThat(unknown.answer(0)).isEqualTo("Claimed 1");
  }

  /** A store that keeps the claim in a field would write with the inner one's. */
  @Test
  default void claims_nestOnOneStoreObject() {
    Life outer = scene().life();
    Life inner = scene().life();
    Claimed outerClaim = outer.claimed(0);
    Claimed innerClaim = inner.claimed(0);

    assertThat(OwnerWrite.COMPLETE.write(scene().store(), outerClaim)).isEqualTo(Written.WRITTEN);
    assertThat(OwnerWrite.RENEW.write(scene().store(), innerClaim)).isEqualTo(Written.WRITTEN);
    assertThat(OwnerWrite.RELEASE.write(scene().store(), innerClaim)).isEqualTo(Written.WRITTEN);
    assertThat(outer.answer(0)).isEqualTo("Completed");
    assertThat(inner.answer(0)).isEqualTo("Claimed 2");
  }
}
