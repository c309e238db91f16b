package dev.ferry.embedded.simulation;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A store around whose claims and completions the process may die: those that it writes by itself,
 * and those that a handler commits with its effect in memory.
 */
final class CrashingStore implements IdempotencyStore {
  /** The tokens of claims whose handler has made the commit: asking again is no second chance. */
  private final Set<String> committed = ConcurrentHashMap.newKeySet();

  private final IdempotencyStore store;
  private final Crashes crashes;

  CrashingStore(IdempotencyStore store, Crashes crashes) {
    this.store = store;
    this.crashes = crashes;
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    List<Claim> claims = store.claim(requests);
    crashes.at(CrashPoint.AFTER_CLAIM);
    return claims;
  }

  @Override
  public Written complete(Claimed claim, List<StagedMessage> outbox) {
    return committed.remove(claim.token())
        ? store.complete(claim, outbox)
        : around(() -> store.complete(claim, outbox));
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    Completion completion = store.completion(claim, outbox);
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        Optional<T> joined = completion.unwrap(type);
        return joined.map(
            one -> one instanceof InMemoryCommit commit ? type.cast(around(claim, commit)) : one);
      }
    };
  }

  private InMemoryCommit around(Claimed claim, InMemoryCommit commit) {
    return effect ->
        around(
            () -> {
              Written written = commit.commit(effect);
              committed.add(claim.token());
              return written;
            });
  }

  private Written around(Supplier<Written> completing) {
    crashes.at(CrashPoint.AFTER_EFFECT);
    Written written = completing.get();
    crashes.at(CrashPoint.AFTER_COMPLETE);
    return written;
  }

  @Override
  public boolean transactional() {
    return store.transactional();
  }

  @Override
  public void outboxSent(IdempotencyKey key) {
    store.outboxSent(key);
  }

  @Override
  public Written release(Claimed claim, boolean attempted) {
    return store.release(claim, attempted);
  }

  @Override
  public Written renew(Claimed claim, Duration lease) {
    return store.renew(claim, lease);
  }

  @Override
  public Written deadLettering(Claimed claim, ShortEnvelope envelope) {
    return store.deadLettering(claim, envelope);
  }

  @Override
  public void deadLettered(IdempotencyKey key, int round) {
    store.deadLettered(key, round);
  }

  @Override
  public void retryScheduled(IdempotencyKey key, int round, int attempt) {
    store.retryScheduled(key, round, attempt);
  }

  @Override
  public void close() {
    store.close();
  }
}
