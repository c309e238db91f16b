package dev.ferry.dynamodb;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRules.Step;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to an answer: what the rules say of the record as it is known, and the write
 * that makes it so if the record is still that. It begins with a guess, which is right in the
 * common case, and decides again upon whatever a refused write found.
 *
 * <p>Belongs to one thread at a time.
 */
final class Decision<A> {
  private static final Instant NO_LEASE = Instant.EPOCH;
  private static final Instant NO_EXPIRY = Instant.MAX.minus(Duration.ofDays(1));

  private final IdempotencyKey key;
  private final Rule<A> rule;
  private Step<A> step;
  private @Nullable RecordWrite write;
  private @Nullable MessagingException failure;

  /** What {@link dev.ferry.idempotency.LifeRules} say of one call. */
  interface Rule<A> {
    Step<A> apply(@Nullable LifeRecord found, Instant now);
  }

  private Decision(IdempotencyKey key, Rule<A> rule, Step<A> step, @Nullable RecordWrite write) {
    this.key = key;
    this.rule = rule;
    this.step = step;
    this.write = write;
  }

  /** A write of the owner, which guesses that the record is still the claim's. */
  static <A> Decision<A> owner(Claimed claim, Rule<A> rule, Instant now) {
    LifeRecord assumed = running(claim);
    Step<A> step = rule.apply(assumed, now);
    LifeRecord next = Objects.requireNonNull(step.record());
    Condition owned = Condition.owned(claim, now);
    return new Decision<>(
        claim.key(), rule, step, RecordWrite.of(claim.key(), assumed, next, owned));
  }

  /**
   * The claim's record with times that no record has: nobody knows how far its lease was renewed,
   * so a time that a rule sets is written, and one that it leaves is left.
   */
  private static LifeRecord running(Claimed claim) {
    return new LifeRecord(
        LifeRecord.State.RUNNING,
        claim.round(),
        claim.attempt(),
        claim.token(),
        NO_LEASE,
        claim.retention(),
        NO_EXPIRY,
        null,
        List.of(),
        claim.firstFailure());
  }

  /** A call upon a record that is known, or guessed: null for none. */
  static <A> Decision<A> upon(
      IdempotencyKey key, Rule<A> rule, @Nullable LifeRecord found, Instant now) {
    Decision<A> decision = new Decision<>(key, rule, rule.apply(found, now), null);
    decision.writeFrom(found, now);
    return decision;
  }

  private void writeFrom(@Nullable LifeRecord found, Instant now) {
    LifeRecord next = step.record();
    write =
        next == null || next.equals(found)
            ? null
            : RecordWrite.of(key, found, next, Condition.unchanged(found, now));
  }

  /** What is still to be written; empty when there is an answer. */
  Optional<RecordWrite> write() {
    return Optional.ofNullable(write);
  }

  /** The write took effect. */
  void done() {
    write = null;
  }

  /** The write did not, because this is in the table; decides again. */
  void refused(@Nullable LifeRecord found, Instant now) {
    step = rule.apply(found, now);
    writeFrom(found, now);
  }

  /** Nobody knows what became of the write. */
  void failed(MessagingException reason) {
    failure = reason;
    write = null;
  }

  /**
   * The answer.
   *
   * @throws MessagingException when there is none
   * @throws IllegalStateException when it is not settled: a guess is no answer
   */
  A answer() {
    if (failure != null) {
      throw failure;
    }
    if (write != null) {
      throw new IllegalStateException("the write was not made, nor did it fail");
    }
    return step.answer();
  }

  /** The record after the call, once there is an answer. */
  @Nullable LifeRecord record() {
    return step.record();
  }
}
