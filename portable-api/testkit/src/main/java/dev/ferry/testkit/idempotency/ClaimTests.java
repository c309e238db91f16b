package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of {@link dev.ferry.idempotency.LifeRules}, reached by calls. */
interface ClaimTests extends StoreTests {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # state        | same round    | later round | earlier round
          RUNNING        | InProgress    | InProgress  | Superseded
          LEASE_OVER     | Claimed 3     | Claimed 1   | Superseded
          RELEASED       | Claimed 3     | Claimed 1   | Superseded
          COMPLETED      | Completed     | Completed   | Completed
          DEAD_LETTERING | DeadLettering | Claimed 1   | Superseded
          DEAD_LETTERED  | DeadLettered  | Claimed 1   | Superseded
          """)
  default void claim_isAnsweredAsTheTableSays(
      Standing standing, String same, String later, String earlier) {
    assertThat(answer(standing, 1)).isEqualTo(same);
    assertThat(answer(standing, 2)).isEqualTo(later);
    assertThat(answer(standing, 0)).isEqualTo(earlier);
  }

  private String answer(Standing standing, int round) {
    Life life = scene().life();
    standing.reach(life, 1);
    return life.answer(round);
  }

  @Test
  default void claim_ofUnknownKey_isFirstAttempt_inAnyRound() {
    for (int round = 0; round < 3; round++) {
      Life life = scene().life();
      ClaimRequest request = life.request(round);
      assertThat(scene().store().claim(request))
          .isEqualTo(
              new Claimed(
                  life.key(),
                  request.token(),
                  round,
                  1,
                  scene().now().plus(Scene.LEASE),
                  Scene.RETENTION,
                  null));
    }
  }

  @Test
  default void answers_tellTheRoundOfTheRecord() {
    Life superseded = scene().life();
    superseded.claimed(2);
    assertThat(superseded.claim(0)).isEqualTo(new Claim.Superseded(2));

    Life dead = scene().life();
    Standing.DEAD_LETTERED.reach(dead, 2);
    assertThat(dead.claim(2)).isEqualTo(new Claim.DeadLettered(2));
  }

  @Test
  default void attempts_areCountedThroughReleases_andBeginAnewInTheNextRound() {
    Life life = scene().life();
    for (int attempt = 1; attempt <= 5; attempt++) {
      Claimed claimed = life.claimed(0);
      assertThat(claimed.attempt()).isEqualTo(attempt);
      scene().store().release(claimed, true);
    }

    assertThat(life.claimed(1).attempt()).isEqualTo(1);
  }

  @Test
  default void attempts_tellWhenTheFirstOfTheRoundFailed() {
    Life life = scene().life();
    Claimed first = life.claimed(0);
    assertThat(first.firstFailure()).isNull();
    scene().pass(Scene.SECOND);
    Instant failed = scene().now();
    scene().store().release(first, true);
    scene().pass(Scene.SECOND);

    Claimed second = life.claimed(0);
    assertThat(second.firstFailure()).isEqualTo(failed);
    scene().store().release(second, true);
    assertThat(life.claimed(0).firstFailure()).isEqualTo(failed);
    scene().passLease();
    assertThat(life.claimed(0).firstFailure()).isEqualTo(failed);
    scene().passLease();
    assertThat(life.claimed(1).firstFailure()).isNull();
  }

  @Test
  default void attemptThatNeverCameBack_failedWhenItsLeaseEnded() {
    Life life = scene().life();
    Instant until = life.claimed(0).until();
    scene().passLease();

    assertThat(life.claimed(0).firstFailure()).isEqualTo(until);
  }

  @Test
  default void attemptThatNeverBegan_isTakenBack_andIsNoFailure() {
    Life life = scene().life();
    for (int time = 0; time < 3; time++) {
      Claimed claimed = life.claimed(0);
      assertThat(claimed.attempt()).isEqualTo(1);
      assertThat(claimed.firstFailure()).isNull();
      scene().store().release(claimed, false);
    }
  }

  @Test
  default void laterRound_ofALifeThatRuns_waitsForTheLease_andThenBeginsAnew() {
    Life life = scene().life();
    life.claimed(0);

    assertThat(life.answer(1)).isEqualTo("InProgress");
    scene().passLease();
    assertThat(life.answer(1)).isEqualTo("Claimed 1");
  }

  @Test
  default void deadLettered_ofAnotherRound_orState_changesNothing() {
    Life life = scene().life();
    scene().store().deadLettered(life.key(), 0);
    assertThat(life.answer(1)).isEqualTo("Claimed 1");
    scene().store().deadLettered(life.key(), 1);
    assertThat(life.answer(1)).isEqualTo("InProgress");

    Life dead = scene().life();
    Standing.DEAD_LETTERING.reach(dead, 1);
    scene().store().deadLettered(dead.key(), 0);
    scene().store().deadLettered(dead.key(), 2);
    assertThat(dead.answer(1)).isEqualTo("DeadLettering");
  }
}
