package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.StagedMessage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A worker that is gone at any point leaves a record with which the next one does right. */
interface CrashTests extends StoreTests {
  @Test
  default void crashAfterClaim_costsTheAttempt_andTheLease() {
    Life life = scene().life();
    IdempotencyStore next = scene().anotherWorker();
    life.claimed(0);

    assertThat(next.claim(life.request(0))).isInstanceOf(Claim.InProgress.class);
    scene().passLease();
    assertThat(life.claimed(0, next).attempt()).isEqualTo(2);
  }

  @Test
  default void crashes_areCountedAsAttempts_oneAfterTheOther() {
    Life life = scene().life();
    for (int attempt = 1; attempt <= 4; attempt++) {
      assertThat(life.claimed(0, scene().anotherWorker()).attempt()).isEqualTo(attempt);
      scene().passLease();
    }
  }

  @Test
  default void crashAfterRelease_costsNoWaiting() {
    Life life = scene().life();
    OwnerWrite.RELEASE.write(scene().store(), life.claimed(0));

    assertThat(life.claimed(0, scene().anotherWorker()).attempt()).isEqualTo(2);
  }

  @Test
  default void crashAfterComplete_leavesWhatIsStillToBeSent() {
    Life life = scene().life();
    List<StagedMessage> outbox = List.of(Scene.staged("a"), Scene.staged("b"));
    scene().store().complete(life.claimed(0), outbox);
    IdempotencyStore next = scene().anotherWorker();

    assertThat(next.claim(life.request(0))).isEqualTo(new Claim.Completed(0, outbox));
    next.outboxSent(life.key());
    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, List.of()));
  }

  @Test
  default void crashBeforeTheDeadLetterIsSent_letsTheNextSendTheSame() {
    Life life = scene().life();
    OwnerWrite.DEAD_LETTERING.write(scene().store(), life.claimed(1));
    IdempotencyStore next = scene().anotherWorker();

    assertThat(next.claim(life.request(1))).isEqualTo(new Claim.DeadLettering(1, Scene.ENVELOPE));
    next.deadLettered(life.key(), 1);
    assertThat(life.claim(1)).isEqualTo(new Claim.DeadLettered(1));
  }

  @Test
  default void crashAfterTheDeadLetterIsSentButNotMarked_endsInADeadLetterToo() {
    Life life = scene().life();
    OwnerWrite.DEAD_LETTERING.write(scene().store(), life.claimed(0));
    scene().passLease();

    assertThat(life.answer(0)).isEqualTo("DeadLettering");
    assertThat(life.answer(0)).isEqualTo("DeadLettering");
    scene().store().deadLettered(life.key(), 0);
    scene().store().deadLettered(life.key(), 0);
    assertThat(life.answer(0)).isEqualTo("DeadLettered");
  }

  @Test
  default void redriveOfADeadLetterThatWasNeverMarked_beginsTheNextRound() {
    Life life = scene().life();
    OwnerWrite.DEAD_LETTERING.write(scene().store(), life.claimed(0));
    Claimed redriven = life.claimed(1);
    scene().store().deadLettered(life.key(), 0);

    assertThat(redriven.attempt()).isEqualTo(1);
    assertThat(OwnerWrite.COMPLETE.write(scene().store(), redriven).name()).isEqualTo("WRITTEN");
    assertThat(life.answer(0)).isEqualTo("Completed");
  }

  @Test
  default void crashInABatch_leavesEachMessageToItself() {
    List<Life> lives = IntStream.range(0, 4).mapToObj(number -> scene().life()).toList();
    List<ClaimRequest> requests = lives.stream().map(life -> life.request(0)).toList();
    List<Claimed> claims = scene().store().claim(requests).stream().map(Life::granted).toList();
    OwnerWrite.COMPLETE.write(scene().store(), claims.get(0));
    OwnerWrite.DEAD_LETTERING.write(scene().store(), claims.get(1));
    OwnerWrite.TAKE_BACK.write(scene().store(), claims.get(2));
    scene().passLease();

    assertThat(lives.stream().map(life -> life.answer(0)))
        .containsExactly("Completed", "DeadLettering", "Claimed 1", "Claimed 2");
  }
}
