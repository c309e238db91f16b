package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.RETENTION;
import static dev.ferry.idempotency.Lives.SKEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim.Claimed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Sweeping, and many threads on one store. */
class InMemoryRecordsTest {
  private static final int ENOUGH_TO_SWEEP = 5_000;

  private final TestClock clock = new TestClock();
  private final InMemoryIdempotencyStore store =
      new InMemoryIdempotencyStore(new LifeRules(SKEW), clock);
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private static ClaimRequest request(String id) {
    return ClaimRequest.of(IdempotencyKey.of("orders", "payment", id), 0, LEASE, RETENTION);
  }

  private static List<ClaimRequest> requests(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(n -> request(prefix + n)).toList();
  }

  @Test
  void expiredRecords_areSweptByLaterClaims() {
    store.claim(requests("old-", ENOUGH_TO_SWEEP));
    clock.advance(LEASE.plus(RETENTION));

    store.claim(requests("new-", ENOUGH_TO_SWEEP));

    assertThat(store.size()).isEqualTo(ENOUGH_TO_SWEEP);
  }

  @Test
  void expiredRecords_areSwept_alsoByClaimsOneAtATime() {
    requests("old-", ENOUGH_TO_SWEEP).forEach(store::claim);
    clock.advance(LEASE.plus(RETENTION));

    requests("new-", ENOUGH_TO_SWEEP).forEach(store::claim);

    assertThat(store.size())
        .isLessThan(2 * ENOUGH_TO_SWEEP)
        .isGreaterThanOrEqualTo(ENOUGH_TO_SWEEP);
  }

  @Test
  void livingRecords_areNotSwept() {
    store.claim(requests("old-", ENOUGH_TO_SWEEP));
    clock.advance(LEASE.plus(RETENTION).minus(Lives.TICK));

    store.claim(requests("new-", ENOUGH_TO_SWEEP));

    assertThat(store.size()).isEqualTo(2 * ENOUGH_TO_SWEEP);
  }

  @Test
  void records_aBatchLargerThanASweep_areSweptAgainLater() {
    store.claim(requests("first-", 3 * ENOUGH_TO_SWEEP));
    clock.advance(LEASE.plus(RETENTION));
    store.claim(requests("second-", 3 * ENOUGH_TO_SWEEP));
    clock.advance(LEASE.plus(RETENTION));

    store.claim(requests("third-", 3 * ENOUGH_TO_SWEEP));

    assertThat(store.size()).isEqualTo(3 * ENOUGH_TO_SWEEP);
  }

  @Test
  void commit_keepsNoOtherMessageWaiting_andIsNotSwept() throws Exception {
    Claimed claim = (Claimed) store.claim(request("slow"));
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Future<Written> written =
        threads.submit(
            () ->
                store
                    .completion(claim, List::of)
                    .unwrap(InMemoryCommit.class)
                    .orElseThrow()
                    .commit(() -> awaitEnd(begun, end)));
    begun.await();
    clock.advance(LEASE.plus(RETENTION));

    store.claim(requests("other-", ENOUGH_TO_SWEEP));
    assertThat(store.find(claim.key())).isPresent();
    end.countDown();

    assertThat(written.get(10, TimeUnit.SECONDS)).isEqualTo(Written.WRITTEN);
  }

  private static void awaitEnd(CountDownLatch begun, CountDownLatch end) {
    begun.countDown();
    try {
      assertThat(end.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** Records expire, are swept and claimed anew all at once; each is still given to one only. */
  @RepeatedTest(20)
  void claims_whileOthersSweep_areGivenToOne() throws Exception {
    store.claim(requests("", ENOUGH_TO_SWEEP));
    clock.advance(LEASE.plus(RETENTION));
    List<CompletableFuture<List<Claim>>> answers = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      answers.add(
          CompletableFuture.supplyAsync(() -> store.claim(requests("", ENOUGH_TO_SWEEP)), threads));
    }

    int claimed = 0;
    for (CompletableFuture<List<Claim>> answer : answers) {
      claimed +=
          (int) answer.get(60, TimeUnit.SECONDS).stream().filter(Claimed.class::isInstance).count();
    }

    assertThat(claimed).isEqualTo(ENOUGH_TO_SWEEP);
    assertThat(store.size()).isEqualTo(ENOUGH_TO_SWEEP);
  }
}
