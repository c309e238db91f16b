package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many workers at the same instant, on one store object and on several. */
interface RaceTests extends StoreTests {
  /** What is asked of the store in a race, by each runner. */
  interface Runner<A> {
    A run(IdempotencyStore store);
  }

  /** Runners, every other one with a store object of another process. */
  private <A> List<Callable<A>> runners(IdempotencyStore other, int count, Runner<A> runner) {
    return IntStream.range(0, count)
        .<Callable<A>>mapToObj(
            number -> () -> runner.run(number % 2 == 0 ? scene().store() : other))
        .toList();
  }

  private void assertGrantedOnce(List<Claim> claims, String granted) {
    List<String> answers = new ArrayList<>(claims.stream().map(Life::inShort).toList());
    assertThat(answers.remove(granted)).as("%s in %s", granted, claims).isTrue();
    assertThat(answers).containsOnly("InProgress");
  }

  @Test
  default void claimsOfOneKey_areGrantedToOne() throws InterruptedException {
    IdempotencyStore other = scene().anotherWorker();
    try (Race race = new Race()) {
      for (int time = 0; time < scene().races(); time++) {
        Life life = scene().life();
        assertGrantedOnce(
            race.run(
                this.<Claim>runners(other, Race.RUNNERS, store -> store.claim(life.request(0)))),
            "Claimed 1");
      }
    }
  }

  @Test
  default void claimsOfALeaseThatIsOver_areGrantedToOne() throws InterruptedException {
    IdempotencyStore other = scene().anotherWorker();
    try (Race race = new Race()) {
      for (int time = 0; time < scene().races(); time++) {
        Life life = scene().life();
        life.claimed(0);
        scene().passLease();
        assertGrantedOnce(
            race.run(
                this.<Claim>runners(other, Race.RUNNERS, store -> store.claim(life.request(0)))),
            "Claimed 2");
      }
    }
  }

  @Test
  default void claimsInBatches_grantEachKeyToOne() throws InterruptedException {
    IdempotencyStore other = scene().anotherWorker();
    try (Race race = new Race()) {
      for (int time = 0; time < scene().races() / 4; time++) {
        List<Life> lives = IntStream.range(0, 5).mapToObj(number -> scene().life()).toList();
        List<List<Claim>> batches =
            race.run(
                runners(
                    other,
                    Race.RUNNERS,
                    store -> store.claim(lives.stream().map(life -> life.request(0)).toList())));
        for (int life = 0; life < lives.size(); life++) {
          int index = life;
          assertGrantedOnce(
              batches.stream().map(claims -> claims.get(index)).toList(), "Claimed 1");
        }
      }
    }
  }

  /** The SDK repeats a request while the first is still on its way. */
  @Test
  default void oneClaimSentTwiceAtOnce_isOneAttempt() throws InterruptedException {
    IdempotencyStore other = scene().anotherWorker();
    try (Race race = new Race()) {
      for (int time = 0; time < scene().races(); time++) {
        ClaimRequest request = scene().life().request(0);
        List<Claim> claims = race.run(this.<Claim>runners(other, 2, store -> store.claim(request)));

        assertThat(claims.get(0)).isInstanceOf(Claimed.class).isEqualTo(claims.get(1));
      }
    }
  }

  @Test
  default void completionAgainstTakeover_isWonByOne() throws InterruptedException {
    IdempotencyStore other = scene().anotherWorker();
    try (Race race = new Race()) {
      for (int time = 0; time < scene().races(); time++) {
        Life life = scene().life();
        Claimed late = life.claimed(0);
        scene().passLease();
        List<Object> ends =
            race.run(
                List.of(
                    () -> OwnerWrite.COMPLETE.write(scene().store(), late),
                    () -> Life.inShort(other.claim(life.request(0)))));

        assertThat(ends)
            .isIn(List.of(Written.WRITTEN, "Completed"), List.of(Written.FENCED_OUT, "Claimed 2"));
      }
    }
  }

  /** A heartbeat that comes late must not bring a record back to running. */
  @Test
  default void heartbeatAgainstCompletion_leavesItCompleted() throws InterruptedException {
    IdempotencyStore other = scene().anotherWorker();
    try (Race race = new Race()) {
      for (int time = 0; time < scene().races(); time++) {
        Life life = scene().life();
        Claimed claimed = life.claimed(0);
        List<Written> written =
            race.run(
                List.of(
                    () -> OwnerWrite.COMPLETE.write(scene().store(), claimed),
                    () -> OwnerWrite.RENEW.write(other, claimed)));

        assertThat(written.get(0)).isEqualTo(Written.WRITTEN);
        assertThat(written.get(1)).isIn(Written.WRITTEN, Written.OWN_COMPLETED);
        assertThat(life.answer(0)).isEqualTo("Completed");
      }
    }
  }

  @Test
  default void manyLives_onOneStoreObject_doNotMeet() throws InterruptedException {
    try (Race race = new Race()) {
      List<List<String>> ends =
          race.run(
              runners(
                  scene().store(),
                  Race.RUNNERS,
                  store ->
                      IntStream.range(0, 20).mapToObj(number -> liveTwoNested(store)).toList()));

      assertThat(ends).allSatisfy(each -> assertThat(each).containsOnly("Completed Claimed 2"));
    }
  }

  private String liveTwoNested(IdempotencyStore store) {
    Life outer = scene().life();
    Life inner = scene().life();
    Claimed outerClaim = outer.claimed(0, store);
    Claimed innerClaim = inner.claimed(0, store);
    OwnerWrite.COMPLETE.write(store, innerClaim);
    OwnerWrite.RENEW.write(store, outerClaim);
    OwnerWrite.RELEASE.write(store, outerClaim);
    return inner.answer(0) + " " + outer.answer(0);
  }
}
