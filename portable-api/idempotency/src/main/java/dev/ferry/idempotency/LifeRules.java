package dev.ferry.idempotency;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRecord.State;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rule book of a message's life: pure functions from a record and a call to the answer and the
 * record after it. Every store does what these say, in one conditional write.
 *
 * <table>
 * <caption>What a claim gets</caption>
 * <tr><th>record</th><th>same round</th><th>later round</th><th>earlier round</th></tr>
 * <tr><td>none, or expired</td><td>Claimed, 1</td><td>Claimed, 1</td><td>Claimed, 1</td></tr>
 * <tr><td>running, leased</td><td>InProgress (Claimed if it shows our own token)</td>
 *     <td>InProgress</td><td>Superseded</td></tr>
 * <tr><td>running, lease over; released</td><td>Claimed, attempts + 1</td><td>Claimed, 1</td>
 *     <td>Superseded</td></tr>
 * <tr><td>completed</td><td>Completed</td><td>Completed</td><td>Completed</td></tr>
 * <tr><td>dead-lettering</td><td>DeadLettering</td><td>Claimed, 1</td><td>Superseded</td></tr>
 * <tr><td>dead-lettered</td><td>DeadLettered</td><td>Claimed, 1</td><td>Superseded</td></tr>
 * </table>
 *
 * <p>Where a host retries by scheduled copies, the copy of a failed attempt is a branch of its own,
 * and the message is the branch 0: once a copy is known to be scheduled, a running or released
 * record answers Superseded to every older branch of its round.
 *
 * <p>A write of the owner takes effect where the record is running and shows the claim's token,
 * whether or not the lease is over: as long as nobody took over, the owner is the owner. An expired
 * record counts as none for every call, so that it makes no difference when a sweep comes.
 *
 * <p>Immutable. Not final, so that tests can break one rule at a time and see that they notice.
 */
public class LifeRules {
  private final Duration skew;

  /**
   * Rules for clocks that differ by up to {@code skew}: a lease is taken over only when it has been
   * over for as long.
   *
   * @param skew zero or more, and shorter than any record's retention
   */
  public LifeRules(Duration skew) {
    if (skew.isNegative()) {
      throw MessagingException.invalid("make the rules of a record: skew " + skew + " is negative");
    }
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
    LifeRecord record = living(found, now);
    if (record == null) {
      return claimed(LifeRecord.running(request, 1, null, now), request);
    }
    if (record.state() == State.COMPLETED) {
      return new Step<>(new Claim.Completed(record.round(), record.outbox()), record);
    }
    if (owns(record, request.token())) {
      return new Step<>(claimOf(record, request.key()), record);
    }
    if (request.round() < record.round()) {
      return new Step<>(new Claim.Superseded(record.round()), record);
    }
    return claimOpen(record, request, now);
  }

  /** The record is not completed, and of the copy's round or an earlier one. */
  private Step<Claim> claimOpen(LifeRecord record, ClaimRequest request, Instant now) {
    if (isOlderBranch(record, request)) {
      return new Step<>(new Claim.Superseded(record.round()), record);
    }
    Instant free = record.until().plus(skew);
    if (record.state() == State.RUNNING && now.isBefore(free)) {
      return new Step<>(new Claim.InProgress(free), record);
    }
    if (request.round() > record.round()) {
      return claimed(LifeRecord.running(request, 1, null, now), request);
    }
    return switch (record.state()) {
      case DEAD_LETTERING ->
          new Step<>(new Claim.DeadLettering(record.round(), envelopeOf(record)), record);
      case DEAD_LETTERED -> new Step<>(new Claim.DeadLettered(record.round()), record);
      default ->
          claimed(
              LifeRecord.running(request, record.attempts() + 1, record.failedFirst(), now)
                  .scheduled(record.scheduled()),
              request);
    };
  }

  /** Whether the copy that was scheduled last goes on for this one. */
  protected boolean isOlderBranch(LifeRecord record, ClaimRequest request) {
    boolean open = record.state() == State.RUNNING || record.state() == State.RELEASED;
    return open && request.round() == record.round() && request.branch() < record.scheduled();
  }

  private static Step<Claim> claimed(LifeRecord record, ClaimRequest request) {
    return new Step<>(claimOf(record, request.key()), record);
  }

  private static Claimed claimOf(LifeRecord record, IdempotencyKey key) {
    return new Claimed(
        key,
        record.token(),
        record.round(),
        record.attempts(),
        record.until(),
        record.retention(),
        record.firstFailure());
  }

  private static ShortEnvelope envelopeOf(LifeRecord record) {
    return Objects.requireNonNull(record.envelope());
  }

  /** Completes; {@code outbox} is what the same commit stores to be sent after it. */
  public Step<Written> complete(
      @Nullable LifeRecord found, Claimed claim, List<StagedMessage> outbox, Instant now) {
    LifeRecord record = living(found, now);
    if (record != null && owns(record, claim.token())) {
      return written(record.to(State.COMPLETED, now).withOutbox(outbox));
    }
    return refused(record, claim);
  }

  /** Gives the record back; an attempt that never began is taken back. */
  public Step<Written> release(
      @Nullable LifeRecord found, Claimed claim, boolean attempted, Instant now) {
    LifeRecord record = living(found, now);
    if (record != null && owns(record, claim.token())) {
      LifeRecord released = record.to(State.RELEASED, now);
      return written(attempted ? released.failedAt(now) : released.untried());
    }
    return shows(record, claim, State.RELEASED) ? written(record) : refused(record, claim);
  }

  /** Makes the lease last from now on. */
  public Step<Written> renew(
      @Nullable LifeRecord found, Claimed claim, Duration lease, Instant now) {
    LifeRecord record = living(found, now);
    if (record != null && owns(record, claim.token())) {
      return written(record.leasedUntil(now.plus(lease)));
    }
    return refused(record, claim);
  }

  /** Marks that the dead letter is about to be sent. */
  public Step<Written> deadLettering(
      @Nullable LifeRecord found, Claimed claim, ShortEnvelope envelope, Instant now) {
    LifeRecord record = living(found, now);
    if (record != null && owns(record, claim.token())) {
      return written(record.deadLettering(envelope, now));
    }
    return shows(record, claim, State.DEAD_LETTERING) ? written(record) : refused(record, claim);
  }

  /**
   * Marks that the dead letter of {@code round} was sent; other states and rounds stay. The record
   * is kept for its retention from now on: that is how long the dead letter may wait.
   */
  public @Nullable LifeRecord deadLettered(@Nullable LifeRecord found, int round, Instant now) {
    LifeRecord record = living(found, now);
    boolean sent =
        record != null && record.state() == State.DEAD_LETTERING && record.round() == round;
    return record != null && sent ? record.to(State.DEAD_LETTERED, now) : record;
  }

  /** Marks that a copy was scheduled after {@code attempt}; other rounds, and later marks, stay. */
  public @Nullable LifeRecord retryScheduled(
      @Nullable LifeRecord found, int round, int attempt, Instant now) {
    LifeRecord record = living(found, now);
    boolean later = record != null && record.round() == round && record.scheduled() < attempt;
    return record != null && later ? record.scheduled(attempt) : record;
  }

  /**
   * Forgets what was to be published. Nothing fences it: a life is completed once, so there is one
   * outbox in it, and whoever says that it was sent speaks of that one.
   */
  public @Nullable LifeRecord outboxSent(@Nullable LifeRecord found, Instant now) {
    LifeRecord record = living(found, now);
    return record == null ? null : record.withOutbox(List.of());
  }

  private static @Nullable LifeRecord living(@Nullable LifeRecord found, Instant now) {
    return found == null || found.expired(now) ? null : found;
  }

  /** Whether the record is running under this token. */
  protected boolean owns(LifeRecord record, String token) {
    return record.state() == State.RUNNING && record.token().equals(token);
  }

  private static Step<Written> written(@Nullable LifeRecord record) {
    return new Step<>(Written.WRITTEN, record);
  }

  private static Step<Written> refused(@Nullable LifeRecord record, Claimed claim) {
    return new Step<>(
        shows(record, claim, State.COMPLETED) ? Written.OWN_COMPLETED : Written.FENCED_OUT, record);
  }

  private static boolean shows(@Nullable LifeRecord record, Claimed claim, State state) {
    return record != null && record.state() == state && record.token().equals(claim.token());
  }
}
