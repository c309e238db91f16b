package dev.ferry.testkit.processing;

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

/** Records and effects in memory, under rules that a test may break. */
public final class RecordsInMemory implements IdempotencyStoreHarness {
  private static final Duration SKEW = Duration.ofSeconds(1);

  private final InMemoryIdempotencyStore store;
  private final Ledger effects = new Ledger();

  /** Records under the right rules. */
  public RecordsInMemory() {
    this(new LifeRules(SKEW));
  }

  /** Records under these rules. */
  public RecordsInMemory(LifeRules rules) {
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
    return Optional.of(effects);
  }

  @Override
  public void close() {}

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
