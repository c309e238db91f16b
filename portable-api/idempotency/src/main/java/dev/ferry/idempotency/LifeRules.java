package dev.ferry.idempotency;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule book of a message's life: pure functions from a record and a call to the answer and the
 * record after it. Every store does what these say, in one conditional write.
 *
 * <table>
 * <caption>What a claim gets</caption>
 * <tr><th>record</th><th>same round</th><th>later round</th><th>earlier round</th></tr>
 * <tr><td>none, or expired</td><td>Claimed, 1</td><td>Claimed, 1</td><td>-</td></tr>
 * <tr><td>running, leased</td><td>InProgress (Claimed if it shows our own token)</td>
 *     <td>InProgress</td><td>Superseded</td></tr>
 * <tr><td>running, lease over; released</td><td>Claimed, attempts + 1</td><td>Claimed, 1</td>
 *     <td>Superseded</td></tr>
 * <tr><td>completed</td><td>Completed</td><td>Completed</td><td>Completed</td></tr>
 * <tr><td>dead-lettering</td><td>DeadLettering</td><td>Claimed, 1</td><td>Superseded</td></tr>
 * <tr><td>dead-lettered</td><td>DeadLettered</td><td>Claimed, 1</td><td>Superseded</td></tr>
 * </table>
 *
 * <p>Not final, so that tests can break one rule at a time and see that they notice.
 */
public class LifeRules {
  private final Duration skew;

  /**
   * Rules for clocks that differ by up to {@code skew}: a lease is taken over only when it has been
   * over for as long.
   */
  public LifeRules(Duration skew) {
    this.skew = skew;
  }

  /**
   * The answer and the record after it.
   *
   * @param answer what the caller is told
   * @param record the record to keep; null for none
   * @param <A> the kind of answer
   */
  public record Step<A>(A answer, @Nullable LifeRecord record) {}

  /** Decides a claim. */
  public Step<Claim> claim(@Nullable LifeRecord found, ClaimRequest request, Instant now) {
    LifeRecord record = found != null && now.isBefore(found.expiresAt()) ? found : null;
    if (record == null) {
      return claimed(request, 1, now);
    }
    if (record.state() == State.COMPLETED) {
      return new Step<>(new Claim.Completed(record.round(), record.outbox()), record);
    }
    if (record.state() == State.RUNNING && record.token().equals(request.token())) {
      return new Step<>(claimOf(record, request), record);
    }
    if (request.round() < record.round()) {
      return new Step<>(new Claim.Superseded(record.round()), record);
    }
    return switch (record.state()) {
      case DEAD_LETTERING, DEAD_LETTERED -> claimDead(record, request, now);
      default -> claimLiving(record, request, now);
    };
  }

  private static Step<Claim> claimDead(LifeRecord record, ClaimRequest request, Instant now) {
    if (request.round() > record.round()) {
      return claimed(request, 1, now);
    }
    ShortEnvelope envelope = record.envelope();
    Claim answer =
        record.state() == State.DEAD_LETTERING && envelope != null
            ? new Claim.DeadLettering(record.round(), envelope)
            : new Claim.DeadLettered(record.round());
    return new Step<>(answer, record);
  }

  private Step<Claim> claimLiving(LifeRecord record, ClaimRequest request, Instant now) {
    if (record.state() == State.RUNNING && now.isBefore(record.until().plus(skew))) {
      return new Step<>(new Claim.InProgress(record.until().plus(skew)), record);
    }
    return claimed(request, request.round() > record.round() ? 1 : record.attempts() + 1, now);
  }

  private static Step<Claim> claimed(ClaimRequest request, int attempt, Instant now) {
    LifeRecord record = LifeRecord.running(request, attempt, now);
    return new Step<>(claimOf(record, request), record);
  }

  private static Claimed claimOf(LifeRecord record, ClaimRequest request) {
    return new Claimed(
        request.key(),
        record.token(),
        record.round(),
        record.attempts(),
        record.until(),
        request.retention());
  }

  /** Whether the record is running and ours. */
  protected boolean owns(@Nullable LifeRecord record, Claimed claim) {
    return record != null
        && record.state() == State.RUNNING
        && record.token().equals(claim.token());
  }

  /** Completes; {@code outbox} is what the same commit stores to be sent after it. */
  public Step<Written> complete(
      @Nullable LifeRecord record, Claimed claim, List<StagedMessage> outbox, Instant now) {
    if (record != null && owns(record, claim)) {
      return new Step<>(
          Written.WRITTEN, record.to(State.COMPLETED, now, claim.retention()).withOutbox(outbox));
    }
    return notOwned(record, claim);
  }

  /** Gives the record back; an attempt that never began is taken back. */
  public Step<Written> release(
      @Nullable LifeRecord record, Claimed claim, boolean attempted, Instant now) {
    if (record != null && owns(record, claim)) {
      return new Step<>(
          Written.WRITTEN,
          record
              .to(State.RELEASED, now, claim.retention())
              .withAttempts(record.attempts() - (attempted ? 0 : 1)));
    }
    if (shows(record, claim, State.RELEASED)) {
      return new Step<>(Written.WRITTEN, record);
    }
    return notOwned(record, claim);
  }

  /** Makes the lease last from now on. */
  public Step<Written> renew(
      @Nullable LifeRecord record, Claimed claim, Duration lease, Instant now) {
    if (record != null && owns(record, claim)) {
      return new Step<>(
          Written.WRITTEN,
          record.to(State.RUNNING, now, claim.retention()).withUntil(now.plus(lease)));
    }
    return notOwned(record, claim);
  }

  /** Marks that the dead letter is about to be sent. */
  public Step<Written> deadLettering(
      @Nullable LifeRecord record, Claimed claim, ShortEnvelope envelope, Instant now) {
    if (record != null && owns(record, claim)) {
      return new Step<>(
          Written.WRITTEN,
          record.to(State.DEAD_LETTERING, now, claim.retention()).withEnvelope(envelope));
    }
    if (shows(record, claim, State.DEAD_LETTERING)) {
      return new Step<>(Written.WRITTEN, record);
    }
    return notOwned(record, claim);
  }

  /** Marks that the dead letter of {@code round} was sent; other states and rounds stay. */
  public @Nullable LifeRecord deadLettered(@Nullable LifeRecord record, int round) {
    boolean sent =
        record != null && record.state() == State.DEAD_LETTERING && record.round() == round;
    return sent && record != null
        ? new LifeRecord(
            State.DEAD_LETTERED,
            record.round(),
            record.attempts(),
            record.token(),
            record.until(),
            record.expiresAt(),
            record.envelope(),
            record.outbox())
        : record;
  }

  private static Step<Written> notOwned(@Nullable LifeRecord record, Claimed claim) {
    return new Step<>(
        shows(record, claim, State.COMPLETED) ? Written.OWN_COMPLETED : Written.FENCED_OUT, record);
  }

  private static boolean shows(@Nullable LifeRecord record, Claimed claim, State state) {
    return record != null && record.state() == state && record.token().equals(claim.token());
  }
}
