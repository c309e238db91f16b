package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.ENVELOPE;
import static dev.ferry.idempotency.Lives.KEY;
import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.OUTBOX;
import static dev.ferry.idempotency.Lives.RETENTION;
import static dev.ferry.idempotency.Lives.SKEW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRecord.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryIdempotencyStoreTest {
  private final TestClock clock = new TestClock();
  private final InMemoryIdempotencyStore store =
      new InMemoryIdempotencyStore(new LifeRules(SKEW), clock);
  private final List<String> effects = new ArrayList<>();

  private Claimed claim() {
    return (Claimed) store.claim(ClaimRequest.of(KEY, 0, LEASE, RETENTION));
  }

  private Written commit(Claimed claim, Runnable effect) {
    return store
        .completion(claim, () -> OUTBOX)
        .unwrap(InMemoryCommit.class)
        .orElseThrow()
        .commit(effect);
  }

  private State state() {
    return store.find(KEY).orElseThrow().state();
  }

  @Test
  void commit_runsTheEffectAndCompletes_withTheOutbox() {
    assertThat(commit(claim(), () -> effects.add("paid"))).isEqualTo(Written.WRITTEN);

    assertThat(effects).containsExactly("paid");
    assertThat(store.claim(ClaimRequest.of(KEY, 0, LEASE, RETENTION)))
        .isEqualTo(new Claim.Completed(0, OUTBOX));
  }

  @Test
  void commit_twice_hasOneEffect() {
    Claimed claim = claim();
    commit(claim, () -> effects.add("paid"));

    assertThat(commit(claim, () -> effects.add("paid again"))).isEqualTo(Written.OWN_COMPLETED);
    assertThat(effects).containsExactly("paid");
  }

  @Test
  void commit_ofLateOwner_hasNoEffect() {
    Claimed late = claim();
    clock.advance(LEASE.plus(SKEW));
    claim();

    assertThat(commit(late, () -> effects.add("paid"))).isEqualTo(Written.FENCED_OUT);
    assertThat(effects).isEmpty();
  }

  @Test
  void commit_whoseEffectThrows_leavesTheRecordAsItWas() {
    Claimed claim = claim();
    Optional<LifeRecord> before = store.find(KEY);

    assertThatThrownBy(
            () ->
                commit(
                    claim,
                    () -> {
                      throw new IllegalStateException("no funds");
                    }))
        .hasMessage("no funds");

    assertThat(store.find(KEY)).isEqualTo(before);
    assertThat(commit(claim, () -> effects.add("paid"))).isEqualTo(Written.WRITTEN);
  }

  @Test
  void commit_whoseEffectCallsTheStoreForItsOwnMessage_isRefused() {
    Claimed claim = claim();

    assertThatThrownBy(() -> commit(claim, () -> store.release(claim, true)))
        .isInstanceOf(IllegalStateException.class);
    assertThat(state()).isEqualTo(State.RUNNING);
  }

  @Test
  void commit_whoseEffectLooksAtTheRecord_seesItAsItWas() {
    List<State> seen = new ArrayList<>();

    commit(claim(), () -> seen.add(state()));

    assertThat(seen).containsExactly(State.RUNNING);
  }

  @Test
  void completion_isForItsOwnKindOfCommitOnly() {
    Completion completion = store.completion(claim(), List::of);

    assertThat(completion.unwrap(InMemoryCommit.class)).isPresent();
    assertThat(completion.unwrap(Runnable.class)).isEmpty();
    assertThat(Completion.none().unwrap(InMemoryCommit.class)).isEmpty();
    assertThat(store.transactional()).isTrue();
  }

  @Test
  void withClock_seesTheSameRecords() {
    Claimed claim = claim();
    InMemoryIdempotencyStore ahead = store.withClock(() -> clock.instant().plus(LEASE).plus(SKEW));

    assertThat(ahead.claim(ClaimRequest.of(KEY, 0, LEASE, RETENTION))).isInstanceOf(Claimed.class);
    assertThat(store.complete(claim, List.of())).isEqualTo(Written.FENCED_OUT);
  }

  @Test
  void close_leavesTheRecords_forTheNextWorkerOfThisProcess() {
    store.complete(claim(), List.of());

    store.close();
    store.close();

    assertThat(state()).isEqualTo(State.COMPLETED);
  }

  @Test
  void writesForUnknownKeys_leaveNoRecord() {
    Claimed unknown = Lives.claimed(0, 1);

    assertThat(store.complete(unknown, List.of())).isEqualTo(Written.FENCED_OUT);
    assertThat(store.release(unknown, true)).isEqualTo(Written.FENCED_OUT);
    assertThat(store.renew(unknown, LEASE)).isEqualTo(Written.FENCED_OUT);
    assertThat(store.deadLettering(unknown, ENVELOPE)).isEqualTo(Written.FENCED_OUT);
    store.deadLettered(KEY, 0);
    store.outboxSent(KEY);

    assertThat(store.size()).isZero();
  }

  @Test
  void systemStore_leasesByTheMachinesClock() {
    try (IdempotencyStore here = new InMemoryIdempotencyStore()) {
      ClaimRequest request = ClaimRequest.of(KEY, 0, Duration.ofHours(1), RETENTION);
      Claimed claimed = (Claimed) here.claim(request);

      assertThat(here.claim(request)).isEqualTo(claimed);
      assertThat(here.claim(ClaimRequest.of(KEY, 0, LEASE, RETENTION)))
          .isEqualTo(new Claim.InProgress(claimed.until()));
    }
  }
}
