package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.ENVELOPE;
import static dev.ferry.idempotency.Lives.KEY;
import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.OUTBOX;
import static dev.ferry.idempotency.Lives.RETENTION;
import static dev.ferry.idempotency.Lives.SKEW;
import static dev.ferry.idempotency.Lives.TICK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ProtocolModel.Fate;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Any calls of several owners in any order: the store and the {@link Oracle} agree all along. */
class StoreAgainstOracleTest {
  private static final int OWNERS = 3;
  private static final int ROUNDS = 3;

  /** One call, or a step of the clock. */
  enum Verb {
    CLAIM,
    REPEAT_CLAIM,
    COMPLETE,
    COMMIT,
    COMMIT_FAILING,
    RELEASE,
    TAKE_BACK,
    RENEW,
    DEAD_LETTERING,
    DEAD_LETTERED,
    OUTBOX_SENT,
    ADVANCE
  }

  record Call(Verb verb, int owner, int round, Duration span) {}

  @Provide
  Arbitrary<List<Call>> calls() {
    Arbitrary<Verb> verbs =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(Verb.CLAIM)), Tuple.of(5, Arbitraries.of(Verb.class)));
    Arbitrary<Duration> spans =
        Arbitraries.of(
            TICK,
            LEASE,
            LEASE.plus(SKEW).minus(TICK),
            LEASE.plus(SKEW),
            RETENTION.minus(TICK),
            RETENTION);
    return Combinators.combine(
            verbs,
            Arbitraries.integers().between(0, OWNERS - 1),
            Arbitraries.integers().between(0, ROUNDS - 1),
            spans)
        .as(Call::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 2_000)
  void store_agreesWithOracle(@ForAll("calls") List<Call> calls) {
    Run run = new Run();
    for (Call call : calls) {
      run.make(call);
    }
  }

  private static final class Run {
    private final TestClock clock = new TestClock();
    private final InMemoryIdempotencyStore store =
        new InMemoryIdempotencyStore(new LifeRules(SKEW), clock);
    private final Oracle oracle = new Oracle();
    private final Claimed[] claims = new Claimed[OWNERS];
    private final int[] tokens = new int[OWNERS];
    private int nextToken = 1;
    private int effects;

    Run() {
      for (int owner = 0; owner < OWNERS; owner++) {
        newClaim(owner, 0);
      }
    }

    /** A claim that nobody granted yet: a write with it changes nothing. */
    private void newClaim(int owner, int round) {
      tokens[owner] = nextToken++;
      claims[owner] = Lives.claimed(round, tokens[owner]);
    }

    void make(Call call) {
      Claimed claim = claims[call.owner()];
      int token = tokens[call.owner()];
      switch (call.verb()) {
        case CLAIM -> {
          newClaim(call.owner(), call.round());
          claim(call.owner(), call.round());
        }
        case REPEAT_CLAIM -> claim(call.owner(), claim.round());
        case COMPLETE -> same(store.complete(claim, List.of()), oracle.complete(token));
        case COMMIT -> same(commit(claim), oracle.commit(token));
        case COMMIT_FAILING -> commitFailing(claim);
        case RELEASE -> same(store.release(claim, true), oracle.release(token, true));
        case TAKE_BACK -> same(store.release(claim, false), oracle.release(token, false));
        case RENEW -> same(store.renew(claim, LEASE), oracle.renew(token));
        case DEAD_LETTERING ->
            same(store.deadLettering(claim, ENVELOPE), oracle.deadLettering(token));
        case DEAD_LETTERED -> {
          store.deadLettered(KEY, call.round());
          oracle.deadLettered(call.round());
        }
        case OUTBOX_SENT -> {
          store.outboxSent(KEY);
          oracle.outboxSent();
        }
        case ADVANCE -> {
          clock.advance(call.span());
          oracle.advance(call.span());
        }
      }
      agree(call);
    }

    private void claim(int owner, int round) {
      Claim answer = store.claim(Lives.request(round, tokens[owner]));
      assertThat(Lives.answer(answer)).isEqualTo(oracle.claim(round, tokens[owner]));
      if (answer instanceof Claimed claimed) {
        assertThat(claimed.attempt()).isEqualTo(oracle.attempts());
        assertThat(claimed.round()).isEqualTo(round);
        claims[owner] = claimed;
      }
      if (answer instanceof Claim.Completed completed) {
        assertThat(completed.unsent()).isEqualTo(oracle.unsent() ? OUTBOX : List.of());
      }
    }

    private Written commit(Claimed claim) {
      return store
          .completion(claim, () -> OUTBOX)
          .unwrap(InMemoryCommit.class)
          .orElseThrow()
          .commit(() -> effects++);
    }

    /** Nothing to tell the oracle: what fails was never there. */
    private void commitFailing(Claimed claim) {
      try {
        store
            .completion(claim, () -> OUTBOX)
            .unwrap(InMemoryCommit.class)
            .orElseThrow()
            .commit(
                () -> {
                  throw new IllegalStateException("the effect fails");
                });
      } catch (IllegalStateException asItShould) {
        assertThat(asItShould).hasMessage("the effect fails");
      }
    }

    private static void same(Written written, Fate fate) {
      assertThat(Lives.fate(written)).isEqualTo(fate);
    }

    private void agree(Call call) {
      LifeRecord record =
          store.find(KEY).filter(found -> !found.expired(clock.instant())).orElse(null);
      assertThat(Lives.life(record, clock.instant())).as("%s", call).isEqualTo(oracle.life());
      assertThat(record != null && !record.outbox().isEmpty()).isEqualTo(oracle.unsent());
      assertThat(effects).isEqualTo(oracle.effects());
    }
  }
}
