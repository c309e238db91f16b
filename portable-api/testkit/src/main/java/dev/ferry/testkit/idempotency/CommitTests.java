package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An effect and its completion in one commit: both, or neither. */
interface CommitTests extends StoreTests {
  private Written commit(Claimed claim) {
    return commit(scene().store(), claim, List.of());
  }

  /** Commits an effect under the message's key, with an outbox. */
  private Written commit(IdempotencyStore store, Claimed claim, List<StagedMessage> outbox) {
    return scene().ledger().commit(claim.key().value(), store.completion(claim, () -> outbox));
  }

  private int effects(Life life) {
    return scene().ledger().occurrences(life.key().value());
  }

  @Test
  default void commit_hasTheEffectAndCompletes() {
    scene().ledger();
    Life life = scene().life();

    assertThat(commit(life.claimed(0))).isEqualTo(Written.WRITTEN);
    assertThat(effects(life)).isEqualTo(1);
    assertThat(life.answer(0)).isEqualTo("Completed");
  }

  @Test
  default void commit_whoseAnswerWasLost_isToldSo_andHasOneEffect() {
    scene().ledger();
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    commit(claimed);

    assertThat(commit(claimed)).isEqualTo(Written.OWN_COMPLETED);
    assertThat(OwnerWrite.COMPLETE.write(scene().store(), claimed))
        .isEqualTo(Written.OWN_COMPLETED);
    assertThat(OwnerWrite.RELEASE.write(scene().store(), claimed)).isEqualTo(Written.OWN_COMPLETED);
    assertThat(effects(life)).isEqualTo(1);
  }

  @Test
  default void commitOfLateOwner_hasNoEffect() {
    scene().ledger();
    for (Standing standing : Standing.values()) {
      Life life = scene().life();
      Claimed late = standing.reach(life, 0).late();

      assertThat(commit(late)).as("%s", standing).isEqualTo(Written.FENCED_OUT);
      assertThat(effects(life)).as("%s", standing).isZero();
      assertThat(life.answer(0)).isEqualTo(standing.sameRound());
    }
  }

  @Test
  default void commitAfterRelease_hasNoEffect() {
    scene().ledger();
    Life life = scene().life();
    Claimed released = life.claimed(0);
    OwnerWrite.RELEASE.write(scene().store(), released);

    assertThat(commit(released)).isEqualTo(Written.FENCED_OUT);
    assertThat(effects(life)).isZero();
  }

  @Test
  default void commitThatFails_hasNeitherEffectNorCompletion() {
    EffectLedger ledger = scene().ledger();
    Life life = scene().life();
    Claimed claimed = life.claimed(0);

    assertThatThrownBy(
            () ->
                ledger.commitFailing(
                    life.key().value(),
                    scene().store().completion(claimed, () -> List.of(Scene.staged("a")))))
        .isInstanceOf(RuntimeException.class);

    assertThat(effects(life)).isZero();
    assertThat(life.answer(0)).isEqualTo("InProgress");
    assertThat(commit(claimed)).isEqualTo(Written.WRITTEN);
    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, List.of()));
  }

  @Test
  default void crashBeforeTheCommit_letsTheNextHaveTheEffect() {
    scene().ledger();
    Life life = scene().life();
    scene().store().completion(life.claimed(0), List::of);
    scene().passLease();

    assertThat(commit(life.claimed(0, scene().anotherWorker()))).isEqualTo(Written.WRITTEN);
    assertThat(effects(life)).isEqualTo(1);
  }

  @Test
  default void outboxOfACommit_isToldUntilItIsSent() {
    scene().ledger();
    Life life = scene().life();
    List<StagedMessage> outbox = List.of(Scene.staged("a"), Scene.staged("b"));
    commit(scene().store(), life.claimed(0), outbox);

    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, outbox));
    scene().store().outboxSent(life.key());
    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, List.of()));
  }

  @Test
  default void outbox_isAskedWhenTheCommitIsMade_notBefore() {
    EffectLedger ledger = scene().ledger();
    Life life = scene().life();
    List<StagedMessage> staged = new ArrayList<>();
    AtomicInteger asked = new AtomicInteger();
    var completion =
        scene()
            .store()
            .completion(
                life.claimed(0),
                () -> {
                  asked.incrementAndGet();
                  return List.copyOf(staged);
                });
    assertThat(asked).hasValue(0);
    staged.add(Scene.staged("late"));

    ledger.commit(life.key().value(), completion);

    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, staged));
  }

  @Test
  default void commitsOfOneClaimAtOnce_haveOneEffect() throws InterruptedException {
    scene().ledger();
    try (Race race = new Race()) {
      for (int time = 0; time < scene().races() / 4; time++) {
        Life life = scene().life();
        Claimed claimed = life.claimed(0);
        List<Written> written = race.run(Collections.nCopies(Race.RUNNERS, () -> commit(claimed)));

        assertThat(written).containsOnlyOnce(Written.WRITTEN);
        assertThat(effects(life)).isEqualTo(1);
      }
    }
  }

  @Test
  default void commitAgainstTakeover_hasTheEffectsOfOne() throws InterruptedException {
    scene().ledger();
    IdempotencyStore other = scene().anotherWorker();
    try (Race race = new Race()) {
      for (int time = 0; time < scene().races() / 4; time++) {
        Life life = scene().life();
        Claimed late = life.claimed(0);
        scene().passLease();
        List<Object> ends =
            race.run(List.of(() -> commit(late), () -> Life.inShort(other.claim(life.request(0)))));

        boolean committed = ends.get(0) == Written.WRITTEN;
        assertThat(effects(life)).isEqualTo(committed ? 1 : 0);
        assertThat(ends.get(1)).isEqualTo(committed ? "Completed" : "Claimed 2");
      }
    }
  }
}
