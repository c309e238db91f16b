package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Passes every call on to another store; subclasses change one of them. */
class StoreInBetween implements IdempotencyStore {
  private final IdempotencyStore store;

  StoreInBetween(IdempotencyStore store) {
    this.store = store;
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    return store.claim(requests);
  }

  @Override
  public Written complete(Claimed claim, List<StagedMessage> outbox) {
    return store.complete(claim, outbox);
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    return store.completion(claim, outbox);
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
