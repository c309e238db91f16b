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
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that refuses now and then: what was refused is repeated, and no harm is done. */
interface ThrottleTests extends StoreTests {
  private static void assertThrottled(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED));
  }

  @ParameterizedTest
  @EnumSource
  default void throttledWrite_repeated_isDoneOnce(OwnerWrite write) {
    Life life = scene().life();
    Claimed claimed = life.claimed(0);
    FaultPlan plan = FaultPlan.none().once(Fault.THROTTLE, write.verb());
    IdempotencyStore store = new ThrottledStore(scene().store(), plan.start());
    assertThrottled(() -> write.write(store, claimed));

    assertThat(life.answer(0)).isEqualTo("InProgress");
    assertThat(write.write(store, claimed)).isEqualTo(Written.WRITTEN);
    assertThat(life.answer(0)).isEqualTo(write.afterFirstAttempt());
  }

  @Test
  default void claimsOfManyThatWereMadeInPart_areMadeOnce_whenRepeated() {
    Life twice = scene().life();
    List<ClaimRequest> requests =
        Stream.of(
                Stream.of(twice.request(0)),
                IntStream.range(0, 4).mapToObj(number -> scene().life().request(0)),
                Stream.of(twice.request(0)))
            .flatMap(each -> each)
            .toList();
    FaultPlan plan = FaultPlan.none().once(Fault.PARTIAL_BATCH_FAILURE, "claim");
    IdempotencyStore store = new ThrottledStore(scene().store(), plan.start());
    assertThrottled(() -> store.claim(requests));

    List<Claim> claims = store.claim(requests);

    assertThat(claims.stream().map(Life::inShort))
        .containsExactly(
            "Claimed 1", "Claimed 1", "Claimed 1", "Claimed 1", "Claimed 1", "InProgress");
    assertThat(OwnerWrite.COMPLETE.write(store, Life.granted(claims.get(0))))
        .isEqualTo(Written.WRITTEN);
  }

  @Test
  default void claimsOfOneKeyByManyThrottledWorkers_areGrantedOnce() throws InterruptedException {
    FaultPlan plan =
        FaultPlan.seeded(20261122).with(Fault.THROTTLE, 0.4).with(Fault.LOST_RESPONSE, 0.3);
    try (Race race = new Race()) {
      for (int time = 0; time < scene().races() / 4; time++) {
        var faults = plan.start();
        IdempotencyStore store =
            new LostResponseStore(new ThrottledStore(scene().store(), faults), faults);
        Life life = scene().life();
        Callable<Claim> worker = () -> untilAnswered(store, life.request(0));
        List<Claim> claims =
            race.run(IntStream.range(0, Race.RUNNERS).mapToObj(number -> worker).toList());

        assertThat(claims).filteredOn(Claimed.class::isInstance).hasSize(1);
        assertThat(claims).filteredOn(Claim.InProgress.class::isInstance).hasSize(7);
      }
    }
  }

  private static Claim untilAnswered(IdempotencyStore store, ClaimRequest request) {
    while (true) {
      try {
        return store.claim(request);
      } catch (MessagingException refused) {
        assertThat(refused.retryable()).isTrue();
      }
    }
  }
}
