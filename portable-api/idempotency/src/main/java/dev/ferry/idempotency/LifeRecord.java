package dev.ferry.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of one message's life on one subscription. Immutable.
 *
 * @param state where it is
 * @param round the round it is in
 * @param attempts the attempts of the round so far
 * @param token of the last claim
 * @param until when the last lease ends, or ended
 * @param retention how long it is kept after its state last changed and its last lease is over
 * @param expiresAt from when on it counts as not there, whether or not a sweep has taken it
 * @param envelope of a dead letter; null in other states
 * @param outbox messages committed with the effect and not known to be sent
 * @param firstFailure when the first attempt of the round failed; null before that
 * @param scheduled the last attempt of the round whose copy was scheduled; 0 for none
 */
public record LifeRecord(
    State state,
    int round,
    int attempts,
    String token,
    Instant until,
    Duration retention,
    Instant expiresAt,
    @Nullable ShortEnvelope envelope,
    List<StagedMessage> outbox,
    @Nullable Instant firstFailure,
    int scheduled) {
  /** Copies the list, and refuses a dead letter that could not be sent for want of its envelope. */
  public LifeRecord {
    outbox = List.copyOf(outbox);
    if (state == State.DEAD_LETTERING && envelope == null) {
      throw new IllegalArgumentException("a record of a dead letter to be sent has its envelope");
    }
  }

  /** A record of a round in which no copy was scheduled. */
  public LifeRecord(
      State state,
      int round,
      int attempts,
      String token,
      Instant until,
      Duration retention,
      Instant expiresAt,
      @Nullable ShortEnvelope envelope,
      List<StagedMessage> outbox,
      @Nullable Instant firstFailure) {
    this(
        state,
        round,
        attempts,
        token,
        until,
        retention,
        expiresAt,
        envelope,
        outbox,
        firstFailure,
        0);
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

  /** Whether it counts as not there. */
  public boolean expired(Instant now) {
    return !now.isBefore(expiresAt);
  }

  static LifeRecord running(
      ClaimRequest request, int attempts, @Nullable Instant firstFailure, Instant now) {
    Instant until = now.plus(request.lease());
    return new LifeRecord(
        State.RUNNING,
        request.round(),
        attempts,
        request.token(),
        until,
        request.retention(),
        until.plus(request.retention()),
        null,
        List.of(),
        firstFailure);
  }

  /** Another state, kept for the retention from now on. */
  LifeRecord to(State next, Instant now) {
    return new LifeRecord(
        next,
        round,
        attempts,
        token,
        until,
        retention,
        now.plus(retention),
        envelope,
        outbox,
        firstFailure,
        scheduled);
  }

  LifeRecord leasedUntil(Instant end) {
    return new LifeRecord(
        state,
        round,
        attempts,
        token,
        end,
        retention,
        end.plus(retention),
        envelope,
        outbox,
        firstFailure,
        scheduled);
  }

  /** An attempt failed; only the first is remembered. */
  LifeRecord failedAt(Instant now) {
    return with(attempts, firstFailure == null ? now : firstFailure, outbox);
  }

  /** An attempt never began, and does not count. */
  LifeRecord untried() {
    return with(attempts - 1, firstFailure, outbox);
  }

  /** When the round first failed, seen by who takes over: no word is a failure when it was due. */
  @Nullable Instant failedFirst() {
    return firstFailure == null && state == State.RUNNING ? until : firstFailure;
  }

  LifeRecord withOutbox(List<StagedMessage> messages) {
    return with(attempts, firstFailure, messages);
  }

  private LifeRecord with(int count, @Nullable Instant first, List<StagedMessage> messages) {
    return new LifeRecord(
        state, round, count, token, until, retention, expiresAt, envelope, messages, first,
        scheduled);
  }

  /** About to be sent to a dead-letter queue, kept for the retention from now on. */
  LifeRecord deadLettering(ShortEnvelope story, Instant now) {
    return new LifeRecord(
        State.DEAD_LETTERING,
        round,
        attempts,
        token,
        until,
        retention,
        now.plus(retention),
        story,
        outbox,
        firstFailure,
        scheduled);
  }

  /** A copy was scheduled after that attempt. */
  LifeRecord scheduled(int attempt) {
    return new LifeRecord(
        state,
        round,
        attempts,
        token,
        until,
        retention,
        expiresAt,
        envelope,
        outbox,
        firstFailure,
        attempt);
  }
}
