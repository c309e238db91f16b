package dev.ferry.testkit.memory;

import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.idempotency.Written;
import dev.ferry.testkit.idempotency.EffectLedger;
import dev.ferry.testkit.idempotency.IdempotencyStoreHarness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The store in memory, with rules that a test may break. */
public class InMemoryStoreHarness implements IdempotencyStoreHarness {
  public static final Duration SKEW = Duration.ofSeconds(2);

  private final InMemoryIdempotencyStore store;
  private final Ledger ledger = new Ledger();

  public InMemoryStoreHarness(LifeRules rules) {
    this.store = new InMemoryIdempotencyStore(rules, InstantSource.system());
  }

  @Override
  public IdempotencyStore open(InstantSource clock) {
    return store.withClock(clock);
  }

  @Override
  public Duration skew() {
    return SKEW;
  }

  @Override
  public Optional<EffectLedger> ledger() {
    return Optional.of(ledger);
  }

  @Override
  public void close() {}

  /** Effects in a map, committed by {@link InMemoryCommit}. */
  private static final class Ledger implements EffectLedger {
    private final ConcurrentMap<String, Integer> entries = new ConcurrentHashMap<>();

    @Override
    public Written commit(String entry, Completion completion) {
      return join(completion).commit(() -> entries.merge(entry, 1, Integer::sum));
    }

    @Override
    public void commitFailing(String entry, Completion completion) {
      join(completion)
          .commit(
              () -> {
                throw new IllegalStateException("the effect fails");
              });
    }

    @Override
    public int occurrences(String entry) {
      return entries.getOrDefault(entry, 0);
    }

    private static InMemoryCommit join(Completion completion) {
      return completion.unwrap(InMemoryCommit.class).orElseThrow();
    }
  }
}
