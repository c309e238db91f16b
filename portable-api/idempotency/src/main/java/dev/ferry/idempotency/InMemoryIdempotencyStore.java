package dev.ferry.idempotency;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRules.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
  private final InMemoryRecords records;
  private final LifeRules rules;
  private final InstantSource clock;

  /** A store with the machine's clock, and no skew: it is the only one that looks at it. */
  public InMemoryIdempotencyStore() {
    this(new LifeRules(Duration.ZERO), InstantSource.system());
  }

  /** A store with rules and a clock of the caller's. */
  public InMemoryIdempotencyStore(LifeRules rules, InstantSource clock) {
    this(new InMemoryRecords(), rules, clock);
  }

  private InMemoryIdempotencyStore(InMemoryRecords records, LifeRules rules, InstantSource clock) {
    this.records = records;
    this.rules = rules;
    this.clock = clock;
  }

  /** The same records as another worker sees them, whose clock may differ from this one's. */
  public InMemoryIdempotencyStore withClock(InstantSource other) {
    return new InMemoryIdempotencyStore(records, rules, other);
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    records.sweepNowAndThen(requests.size(), clock.instant());
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
    InMemoryCommit commit = effect -> commit(claim, outbox.get(), effect);
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        return type == InMemoryCommit.class ? Optional.of(type.cast(commit)) : Optional.empty();
      }
    };
  }

  private Written commit(Claimed claim, List<StagedMessage> outbox, Runnable effect) {
    return step(
        claim.key(),
        (record, now) -> {
          Step<Written> step = rules.complete(record, claim, outbox, now);
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
    step(key, (record, now) -> new Step<>(Written.WRITTEN, rules.outboxSent(record, now)));
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
    step(key, (record, now) -> new Step<>(Written.WRITTEN, rules.deadLettered(record, round, now)));
  }

  @Override
  public void retryScheduled(IdempotencyKey key, int round, int attempt) {
    step(
        key,
        (record, now) ->
            new Step<>(Written.WRITTEN, rules.retryScheduled(record, round, attempt, now)));
  }

  /** The record of a key, for tests and tools; an expired one until something takes it away. */
  public Optional<LifeRecord> find(IdempotencyKey key) {
    return records.find(key);
  }

  /** How many records are kept, expired ones that nothing took away yet among them. */
  public int size() {
    return records.size();
  }

  /** Does nothing: the records go when nobody holds a store of them any more. */
  @Override
  public void close() {}

  private <A> A step(IdempotencyKey key, BiFunction<@Nullable LifeRecord, Instant, Step<A>> rule) {
    return records.step(key, record -> rule.apply(record, clock.instant()));
  }
}
