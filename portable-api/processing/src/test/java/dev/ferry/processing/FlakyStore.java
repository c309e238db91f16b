package dev.ferry.processing;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** A store whose calls fail, or lose their answer, when a test says so. Remembers its calls. */
final class FlakyStore implements IdempotencyStore {
  enum Call {
    CLAIM,
    COMPLETE,
    RELEASE,
    RENEW,
    DEAD_LETTERING,
    DEAD_LETTERED,
    OUTBOX_SENT
  }

  private final Set<Call> down = Collections.synchronizedSet(EnumSet.noneOf(Call.class));
  private final Map<Call, Integer> lost = Collections.synchronizedMap(new EnumMap<>(Call.class));
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<Integer> claimSizes = Collections.synchronizedList(new ArrayList<>());
  private final Map<Call, Runnable> before = Collections.synchronizedMap(new EnumMap<>(Call.class));
  private final IdempotencyStore inner;

  FlakyStore(IdempotencyStore inner) {
    this.inner = inner;
  }

  /** From now on the call does not reach the store. */
  void down(Call... broken) {
    down.addAll(List.of(broken));
  }

  /** Everything reaches the store again. */
  void up() {
    down.clear();
  }

  /** The next calls take effect, but nobody hears of it. */
  void loseAnswers(Call call, int times) {
    lost.put(call, times);
  }

  /** What is done on the caller's thread before each such call. */
  void before(Call call, Runnable action) {
    before.put(call, action);
  }

  /** The calls so far that reached the store. */
  List<Call> calls() {
    return List.copyOf(calls);
  }

  /** How many messages each claim was for. */
  List<Integer> claimSizes() {
    return List.copyOf(claimSizes);
  }

  private <A> A call(Call call, Supplier<A> real) {
    if (down.contains(call)) {
      throw new MessagingException(ErrorCode.UNAVAILABLE, true, call + ": told to fail");
    }
    before.getOrDefault(call, () -> {}).run();
    calls.add(call);
    A answer = real.get();
    if (lost.merge(call, -1, Integer::sum) >= 0) {
      throw new MessagingException(ErrorCode.DEADLINE_EXCEEDED, true, call + ": answer lost");
    }
    return answer;
  }

  private void call(Call call, Runnable real) {
    call(
        call,
        () -> {
          real.run();
          return true;
        });
  }

  @Override
  public List<Claim> claim(List<ClaimRequest> requests) {
    claimSizes.add(requests.size());
    return call(Call.CLAIM, () -> inner.claim(requests));
  }

  @Override
  public Written complete(Claimed claim, List<StagedMessage> outbox) {
    return call(Call.COMPLETE, () -> inner.complete(claim, outbox));
  }

  @Override
  public Completion completion(Claimed claim, Supplier<List<StagedMessage>> outbox) {
    return inner.completion(claim, outbox);
  }

  @Override
  public boolean transactional() {
    return inner.transactional();
  }

  @Override
  public void outboxSent(IdempotencyKey key) {
    call(Call.OUTBOX_SENT, () -> inner.outboxSent(key));
  }

  @Override
  public Written release(Claimed claim, boolean attempted) {
    return call(Call.RELEASE, () -> inner.release(claim, attempted));
  }

  @Override
  public Written renew(Claimed claim, Duration lease) {
    return call(Call.RENEW, () -> inner.renew(claim, lease));
  }

  @Override
  public Written deadLettering(Claimed claim, ShortEnvelope envelope) {
    return call(Call.DEAD_LETTERING, () -> inner.deadLettering(claim, envelope));
  }

  @Override
  public void deadLettered(IdempotencyKey key, int round) {
    call(Call.DEAD_LETTERED, () -> inner.deadLettered(key, round));
  }

  @Override
  public void retryScheduled(IdempotencyKey key, int round, int attempt) {
    inner.retryScheduled(key, round, attempt);
  }

  @Override
  public void close() {
    inner.close();
  }
}
