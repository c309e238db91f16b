package dev.ferry.testkit.processing;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** A store that cannot be reached while a test says so. */
final class UnreachableStore implements IdempotencyStore {
  private final IdempotencyStore store;
  private volatile boolean down;

  UnreachableStore(IdempotencyStore store) {
    this.store = store;
  }

  void setDown(boolean unreachable) {
    down = unreachable;
  }

  private IdempotencyStore reached() {
    if (down) {
      throw new MessagingException(ErrorCode.UNAVAILABLE, true, "ask the store: it is down");
    }
    return store;
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    return reached().claim(requests);
  }

  @Override
  public Written complete(Claimed claim, List<StagedMessage> outbox) {
    return reached().complete(claim, outbox);
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
    reached().outboxSent(key);
  }

  @Override
  public Written release(Claimed claim, boolean attempted) {
    return reached().release(claim, attempted);
  }

  @Override
  public Written renew(Claimed claim, Duration lease) {
    return reached().renew(claim, lease);
  }

  @Override
  public Written deadLettering(Claimed claim, ShortEnvelope envelope) {
    return reached().deadLettering(claim, envelope);
  }

  @Override
  public void deadLettered(IdempotencyKey key, int round) {
    reached().deadLettered(key, round);
  }

  @Override
  public void retryScheduled(IdempotencyKey key, int round, int attempt) {
    reached().retryScheduled(key, round, attempt);
  }

  @Override
  public void close() {
    store.close();
  }
}
