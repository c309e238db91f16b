package dev.ferry.idempotency;

import dev.ferry.idempotency.Claim.Claimed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records in this process: for tests, for local runs, and for one worker whose duplicates
 * come from the broker alone. Records are gone with the process.
 *
 * <p>Its commits run an effect under the record's own lock, see {@link InMemoryCommit}. Records
 * past their retention are swept now and then; memory grows with the records of one retention.
 */
public final class InMemoryIdempotencyStore implements IdempotencyStore {
  private static final int FIRST_SWEEP = 4096;

  private final ConcurrentMap<IdempotencyKey, LifeRecord> records = new ConcurrentHashMap<>();
  private final AtomicInteger claimsUntilSweep = new AtomicInteger(FIRST_SWEEP);
  private final LifeRules rules;
  private final InstantSource clock;

  /** A store with the machine's clock, and no skew: it is the only one that looks at it. */
  public InMemoryIdempotencyStore() {
    this(new LifeRules(Duration.ZERO), InstantSource.system());
  }

  /** A store with rules and a clock of the caller's. */
  public InMemoryIdempotencyStore(LifeRules rules, InstantSource clock) {
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    sweepNowAndThen(requests.size());
    List<Claim> claims = new ArrayList<>(requests.size());
    for (ClaimRequest request : requests) {
      claims.add(step(request.key(), (record, now) -> rules.claim(record, request, now)));
    }
    return claims;
  }

  @Override
  public Written complete(Claimed claim, List<StagedMessage> outbox) {
    return step(claim.key(), (record, now) -> rules.complete(record, claim, outbox, now));
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    InMemoryCommit commit = effect -> commit(claim, outbox, effect);
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        return type == InMemoryCommit.class ? Optional.of(type.cast(commit)) : Optional.empty();
      }
    };
  }

  private Written commit(Claimed claim, Supplier<List<StagedMessage>> outbox, Runnable effect) {
    List<StagedMessage> staged = outbox.get();
    return step(
        claim.key(),
        (record, now) -> {
          LifeRules.Step<Written> step = rules.complete(record, claim, staged, now);
          if (step.answer() == Written.WRITTEN) {
            effect.run();
          }
          return step;
        });
  }

  @Override
  public boolean transactional() {
    return true;
  }

  @Override
  public void outboxSent(IdempotencyKey key) {
    records.computeIfPresent(key, (same, record) -> record.withOutbox(List.of()));
  }

  @Override
  public Written release(Claimed claim, boolean attempted) {
    return step(claim.key(), (record, now) -> rules.release(record, claim, attempted, now));
  }

  @Override
  public Written renew(Claimed claim, Duration lease) {
    return step(claim.key(), (record, now) -> rules.renew(record, claim, lease, now));
  }

  @Override
  public Written deadLettering(Claimed claim, ShortEnvelope envelope) {
    return step(claim.key(), (record, now) -> rules.deadLettering(record, claim, envelope, now));
  }

  @Override
  public void deadLettered(IdempotencyKey key, int round) {
    records.compute(key, (same, record) -> rules.deadLettered(record, round));
  }

  /** The record of a key, for tests and tools. */
  public Optional<LifeRecord> find(IdempotencyKey key) {
    return Optional.ofNullable(records.get(key));
  }

  /** How many records are kept. */
  public int size() {
    return records.size();
  }

  @Override
  public void close() {
    records.clear();
  }

  private interface Rule<A> {
    LifeRules.Step<A> apply(@Nullable LifeRecord record, Instant now);
  }

  private <A> A step(IdempotencyKey key, Rule<A> rule) {
    AtomicReference<@Nullable A> answer = new AtomicReference<>();
    records.compute(
        key,
        (same, record) -> {
          LifeRules.Step<A> step = rule.apply(record, clock.instant());
          answer.set(step.answer());
          return step.record();
        });
    A given = answer.get();
    if (given == null) {
      throw new IllegalStateException("a rule without an answer");
    }
    return given;
  }

  /** Costs each claim a constant share: a sweep comes after as many claims as there are records. */
  private void sweepNowAndThen(int claims) {
    if (claimsUntilSweep.addAndGet(-claims) > 0) {
      return;
    }
    Instant now = clock.instant();
    records.values().removeIf(record -> !now.isBefore(record.expiresAt()));
    claimsUntilSweep.set(Math.max(FIRST_SWEEP, records.size()));
  }
}
