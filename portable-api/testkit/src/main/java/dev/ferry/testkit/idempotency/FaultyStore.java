package dev.ferry.testkit.idempotency;

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

/**
 * A store behind a fault: every service call passes {@link #call}, under the name of its method. A
 * handler's own commit is not a call of the store's and passes by.
 */
abstract class FaultyStore implements IdempotencyStore {
  private final IdempotencyStore store;

  FaultyStore(IdempotencyStore store) {
    this.store = store;
  }

  /** Makes the call, or fails, or both. */
  abstract <A> A call(String verb, Supplier<A> call);

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    return call("claim", () -> store.claim(requests));
  }

  @Override
  public Written complete(Claimed claim, List<StagedMessage> outbox) {
    return call("complete", () -> store.complete(claim, outbox));
  }

  @Override
  public Written release(Claimed claim, boolean attempted) {
    return call("release", () -> store.release(claim, attempted));
  }

  @Override
  public Written renew(Claimed claim, Duration lease) {
    return call("renew", () -> store.renew(claim, lease));
  }

  @Override
  public Written deadLettering(Claimed claim, ShortEnvelope envelope) {
    return call("deadLettering", () -> store.deadLettering(claim, envelope));
  }

  @Override
  public void deadLettered(IdempotencyKey key, int round) {
    callVoid("deadLettered", () -> store.deadLettered(key, round));
  }

  @Override
  public void retryScheduled(IdempotencyKey key, int round, int attempt) {
    callVoid("retryScheduled", () -> store.retryScheduled(key, round, attempt));
  }

  @Override
  public void outboxSent(IdempotencyKey key) {
    callVoid("outboxSent", () -> store.outboxSent(key));
  }

  private void callVoid(String verb, Runnable call) {
    Written unused =
        call(
            verb,
            () -> {
              call.run();
              return Written.WRITTEN;
            });
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
  public void close() {
    store.close();
  }
}
