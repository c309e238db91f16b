package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyStore;
import org.junit.jupiter.api.Test;

/** Retries by scheduled copies: the copy of the last failed attempt goes on for all before it. */
interface BranchTests extends StoreTests {
  private static Claim claim(Life life, int round, int branch) {
    ClaimRequest plain = life.request(round);
    ClaimRequest copy =
        new ClaimRequest(
            plain.key(), round, plain.token(), plain.lease(), plain.retention(), branch);
    return life.scene().store().claim(copy);
  }

  private static String answer(Life life, int round, int branch) {
    return Life.inShort(claim(life, round, branch));
  }

  /** A life whose first attempt failed, and whose copy is known to be scheduled. */
  private Life scheduled() {
    Life life = scene().life();
    OwnerWrite.RELEASE.write(scene().store(), life.claimed(0));
    scene().anotherWorker().retryScheduled(life.key(), 0, 1);
    return life;
  }

  @Test
  default void olderBranch_isSuperseded_andTheCopyRuns() {
    Life life = scheduled();

    assertThat(answer(life, 0, 0)).isEqualTo("Superseded");
    assertThat(answer(life, 0, 1)).isEqualTo("Claimed 2");
    assertThat(answer(life, 0, 0)).isEqualTo("Superseded");
    scene().passLease();
    assertThat(answer(life, 0, 0)).isEqualTo("Superseded");
    assertThat(answer(life, 0, 1)).isEqualTo("Claimed 3");
  }

  @Test
  default void copyThatWasScheduledLast_countsAlone() {
    Life life = scheduled();
    IdempotencyStore store = scene().store();
    store.retryScheduled(life.key(), 0, 2);
    store.retryScheduled(life.key(), 0, 1);

    assertThat(answer(life, 0, 1)).isEqualTo("Superseded");
    assertThat(answer(life, 0, 2)).isEqualTo("Claimed 2");
  }

  @Test
  default void branches_areOfTheirRound() {
    Life life = scheduled();

    assertThat(answer(life, 1, 0)).isEqualTo("Claimed 1");
    scene().store().retryScheduled(life.key(), 0, 2);
    scene().passLease();
    assertThat(answer(life, 1, 0)).isEqualTo("Claimed 2");
  }

  @Test
  default void completedAndDead_sayTheSameToEveryBranch() {
    Life completed = scheduled();
    OwnerWrite.COMPLETE.write(scene().store(), Life.granted(claim(completed, 0, 1)));
    assertThat(answer(completed, 0, 0)).isEqualTo("Completed");

    Life dead = scheduled();
    OwnerWrite.DEAD_LETTERING.write(scene().store(), Life.granted(claim(dead, 0, 1)));
    assertThat(answer(dead, 0, 0)).isEqualTo("DeadLettering");
  }

  @Test
  default void markOfWhatIsNotThere_changesNothing() {
    Life life = scene().life();
    scene().store().retryScheduled(life.key(), 0, 1);

    assertThat(answer(life, 0, 0)).isEqualTo("Claimed 1");
  }
}
