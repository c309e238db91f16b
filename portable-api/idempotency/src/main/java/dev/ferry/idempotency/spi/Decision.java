package dev.ferry.idempotency.spi;

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
  private @Nullable Stored stored;
  private @Nullable RecordWrite write;
  private @Nullable MessagingException failure;

  /** What {@link dev.ferry.idempotency.LifeRules} say of one call. */
  interface Rule<A> {
    Step<A> apply(@Nullable LifeRecord found, Instant now);
  }

  private Decision(IdempotencyKey key, Rule<A> rule, Step<A> step) {
    this.key = key;
    this.rule = rule;
    this.step = step;
  }

  /**
   * A write of the owner, upon the record that its last write left.
   *
   * @param known that record; null for the guess that it is still the claim's
   */
  static <A> Decision<A> owner(Claimed claim, Rule<A> rule, @Nullable Stored known, Instant now) {
    return known == null ? owner(claim, rule, now) : upon(claim.key(), rule, known, now);
  }

  private static <A> Decision<A> owner(Claimed claim, Rule<A> rule, Instant now) {
    LifeRecord assumed = running(claim);
    Decision<A> decision = new Decision<>(claim.key(), rule, rule.apply(assumed, now));
    LifeRecord next = Objects.requireNonNull(decision.step.record());
    decision.write = new RecordWrite(claim.key(), assumed, next, new Expected.Owned(claim, now));
    return decision;
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
      IdempotencyKey key, Rule<A> rule, @Nullable Stored found, Instant now) {
    Decision<A> decision = new Decision<>(key, rule, rule.apply(recordOf(found), now));
    decision.writeFrom(found, now);
    return decision;
  }

  private static @Nullable LifeRecord recordOf(@Nullable Stored found) {
    return found == null ? null : found.record();
  }

  private void writeFrom(@Nullable Stored found, Instant now) {
    LifeRecord before = recordOf(found);
    LifeRecord next = step.record();
    stored = found;
    write =
        next == null || (before != null && next.equals(before))
            ? null
            : new RecordWrite(
                key,
                before,
                next,
                found == null ? new Expected.Absent(now) : new Expected.Unchanged(found));
  }

  /** What is still to be written; empty when there is an answer. */
  Optional<RecordWrite> write() {
    return Optional.ofNullable(write);
  }

  /** The write took effect, and the record has this version now. */
  void done(String version) {
    stored = new Stored(Objects.requireNonNull(write).after(), version);
    write = null;
  }

  /** The write did not, because this is in the database; decides again. */
  void refused(@Nullable Stored found, Instant now) {
    step = rule.apply(recordOf(found), now);
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
  @Nullable Stored stored() {
    return stored;
  }
}
