package dev.ferry.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of one message's life on one subscription.
 *
 * @param state where it is
 * @param round the round it is in
 * @param attempts the attempts of the round so far
 * @param token of the last claim
 * @param until when the lease of a running one ends
 * @param expiresAt from when on the record counts as not there
 * @param envelope of a dead letter; null in other states
 * @param outbox messages committed with the effect and not known to be sent
 */
public record LifeRecord(
    State state,
    int round,
    int attempts,
    String token,
    Instant until,
    Instant expiresAt,
    @Nullable ShortEnvelope envelope,
    List<StagedMessage> outbox) {
  /** Copies the list. */
  public LifeRecord {
    outbox = List.copyOf(outbox);
  }

  /** Where a life is. */
  public enum State {
    /** Somebody runs it, or did until the lease ended. */
    RUNNING,
    /** Nobody runs it; its attempts are kept. */
    RELEASED,
    /** It had its effect. */
    COMPLETED,
    /** Its dead letter is being sent. */
    DEAD_LETTERING,
    /** Its dead letter was sent. */
    DEAD_LETTERED
  }

  static LifeRecord running(ClaimRequest request, int attempts, Instant now) {
    return new LifeRecord(
        State.RUNNING,
        request.round(),
        attempts,
        request.token(),
        now.plus(request.lease()),
        now.plus(request.retention()),
        null,
        List.of());
  }

  LifeRecord to(State next, Instant now, Duration retention) {
    return new LifeRecord(
        next, round, attempts, token, until, now.plus(retention), envelope, outbox);
  }

  LifeRecord withAttempts(int count) {
    return new LifeRecord(state, round, count, token, until, expiresAt, envelope, outbox);
  }

  LifeRecord withUntil(Instant end) {
    return new LifeRecord(state, round, attempts, token, end, expiresAt, envelope, outbox);
  }

  LifeRecord withEnvelope(ShortEnvelope story) {
    return new LifeRecord(state, round, attempts, token, until, expiresAt, story, outbox);
  }

  LifeRecord withOutbox(List<StagedMessage> messages) {
    return new LifeRecord(state, round, attempts, token, until, expiresAt, envelope, messages);
  }
}
