package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.FaultPlan;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A call that took effect, whose answer was lost, is repeated and told what it did. */
interface LostResponseTests extends StoreTests {
  /** A store that loses the answer of the first call of a method. */
  private IdempotencyStore losing(String verb) {
    FaultPlan plan = FaultPlan.none().once(Fault.LOST_RESPONSE, verb);
    return new LostResponseStore(scene().store(), plan.start());
  }

  private static void assertLost(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MessagingException.class,
            lost -> assertThat(lost.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
  }

  @Test
  default void lostClaim_repeated_isTheSameAttempt() {
    Life life = scene().life();
    ClaimRequest request = life.request(0);
    IdempotencyStore store = losing("claim");
    assertLost(() -> store.claim(request));

    Claimed claimed = Life.granted(store.claim(request));

    assertThat(claimed.attempt()).isEqualTo(1);
    assertThat(OwnerWrite.COMPLETE.write(store, claimed)).isEqualTo(Written.WRITTEN);
  }

  @Test
  default void lostTakeover_repeated_isTheSameAttempt() {
    Life life = scene().life();
    Claimed late = life.claimed(0);
    scene().passLease();
    ClaimRequest request = life.request(0);
    IdempotencyStore store = losing("claim");
    assertLost(() -> store.claim(request));

    Claimed claimed = Life.granted(store.claim(request));

    assertThat(claimed.attempt()).isEqualTo(2);
    assertThat(OwnerWrite.COMPLETE.write(store, late)).isEqualTo(Written.FENCED_OUT);
    assertThat(OwnerWrite.COMPLETE.write(store, claimed)).isEqualTo(Written.WRITTEN);
  }

  @Test
  default void lostClaim_repeatedAfterSomebodyTookOver_isNotGranted() {
    Life life = scene().life();
    ClaimRequest request = life.request(0);
    IdempotencyStore store = losing("claim");
    assertLost(() -> store.claim(request));
    scene().passLease();
    Claimed successor = life.claimed(0);

    assertThat(store.claim(request)).isInstanceOf(Claim.InProgress.class);
    assertThat(OwnerWrite.COMPLETE.write(store, successor)).isEqualTo(Written.WRITTEN);
  }

  @Test
  default void lostClaimOfMany_repeated_isTheSameAttemptOfEach() {
    List<ClaimRequest> requests =
        IntStream.range(0, 3).mapToObj(number -> scene().life().request(0)).toList();
    IdempotencyStore store = losing("claim");
    assertLost(() -> store.claim(requests));

    assertThat(store.claim(requests).stream().map(Life::inShort))
        .containsExactly("Claimed 1", "Claimed 1", "Claimed 1");
  }

  @ParameterizedTest
  @EnumSource
  default void lostWrite_repeated_tellsTheSame_andIsDoneOnce(OwnerWrite write) {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    IdempotencyStore store = losing(write.verb());
    assertLost(() -> write.write(store, claimed));

    assertThat(write.write(store, claimed))
        .isEqualTo(write == OwnerWrite.COMPLETE ? Written.OWN_COMPLETED : Written.WRITTEN);
    assertThat(life.answer(0)).isEqualTo(write.afterFirstAttempt());
  }

  @ParameterizedTest
  @EnumSource
  default void lostWrite_repeatedAfterTheNextOwnerCame_changesNothing(OwnerWrite write) {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    IdempotencyStore store = losing(write.verb());
    assertLost(() -> write.write(store, claimed));
    scene().passLease();
    Claim next = life.claim(0);

    Written repeated = write.write(store, claimed);

    if (next instanceof Claimed successor) {
      assertThat(repeated).isEqualTo(Written.FENCED_OUT);
      assertThat(OwnerWrite.COMPLETE.write(store, successor)).isEqualTo(Written.WRITTEN);
    } else {
      assertThat(repeated).isNotEqualTo(Written.FENCED_OUT);
      assertThat(life.claim(0)).isEqualTo(next);
    }
  }

  @Test
  default void lostDeadLetterMark_repeated_marksOnce() {
    Life life = scene().life();
    OwnerWrite.DEAD_LETTERING.write(scene().store(), life.claimed(0));
    IdempotencyStore store = losing("deadLettered");
    assertLost(() -> store.deadLettered(life.key(), 0));

    store.deadLettered(life.key(), 0);

    assertThat(life.answer(0)).isEqualTo("DeadLettered");
  }

  @Test
  default void lostOutboxMark_repeated_marksOnce() {
    Life life = scene().life();
    scene().store().complete(life.claimed(0), List.of(Scene.staged("a")));
    IdempotencyStore store = losing("outboxSent");
    assertLost(() -> store.outboxSent(life.key()));

    store.outboxSent(life.key());

    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, List.of()));
  }

  @Test
  default void lostCompletion_repeated_keepsTheFirstOutbox() {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    IdempotencyStore store = losing("complete");
    assertLost(() -> store.complete(claimed, List.of(Scene.staged("a"))));

    store.complete(claimed, List.of());

    assertThat(life.claim(0)).isEqualTo(new Claim.Completed(0, List.of(Scene.staged("a"))));
  }
}
