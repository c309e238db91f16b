package dev.ferry.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store answers to a {@link ClaimRequest}. */
public sealed interface Claim {
  /**
   * The handler may run: the record is ours until the lease ends, and after it until somebody takes
   * over. A repeated request is answered with the lease that it got at first, which may be over.
   *
   * @param key whose life it is
   * @param token proves the ownership in later writes
   * @param round the round that runs
   * @param attempt which attempt of the round this is, from 1
   * @param until when the lease ends, by the clock of the worker that claimed
   * @param retention how long the record is kept after its state last changed
   * @param firstFailure when the first attempt of the round failed, or its lease ended without a
   *     word of it; null when none did
   */
  record Claimed(
      IdempotencyKey key,
      String token,
      int round,
      int attempt,
      Instant until,
      Duration retention,
      @Nullable Instant firstFailure)
      implements Claim {}

  /**
   * Somebody else runs it; ask again when their lease has been over for as long as clocks may
   * differ.
   *
   * @param until when it has
   */
  record InProgress(Instant until) implements Claim {}

  /**
   * It had its effect.
   *
   * @param round the round that had it
   * @param unsent messages committed with the effect that may not have been sent yet
   */
  record Completed(int round, List<StagedMessage> unsent) implements Claim {
    /** Copies the list. */
    public Completed {
      unsent = List.copyOf(unsent);
    }
  }

  /**
   * The copy is of an earlier life than the record's, or of an older branch of its round: a later
   * one exists, this one is over.
   *
   * @param round the record's round
   */
  record Superseded(int round) implements Claim {}

  /**
   * Its dead letter was decided, but may not have been sent: send it, the same again.
   *
   * @param round the round that failed
   * @param envelope what to send with it
   */
  record DeadLettering(int round, ShortEnvelope envelope) implements Claim {}

  /**
   * It lies in a dead-letter queue.
   *
   * @param round the round that failed
   */
  record DeadLettered(int round) implements Claim {}
}
