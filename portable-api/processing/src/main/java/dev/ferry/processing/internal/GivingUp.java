package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim.DeadLettering;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a message that will not succeed: its record is marked, its dead letter is sent,
 * the record is marked again, and only then it is done. A crash in between repeats the same send.
 */
final class GivingUp {
  private final int mostAttempts;
  private final Timeline timeline;
  private final Records records;
  private final DeadLetterSender deadLetters;
  private final Committed committed;
  private final Endings endings;

  GivingUp(House house, Committed committed) {
    this.mostAttempts = house.settings().retry().attempts();
    this.timeline = house.services().timeline();
    this.records = house.records();
    this.deadLetters = new DeadLetterSender(house.settings().handler(), house.services());
    this.committed = committed;
    this.endings = house.endings();
  }

  /** Gives a message up that runs under a claim. */
  Disposition on(Attempt attempt, Reason reason, RunResult result) {
    ShortEnvelope summary = summary(attempt, reason, result.failure());
    Written marked;
    try {
      marked = records.deadLettering(attempt.claimed(), summary);
    } catch (MessagingException unreachable) {
      return endings.storeUnreachable(attempt.message(), attempt.number());
    }
    return switch (marked) {
      case WRITTEN ->
          send(attempt.delivery(), attempt.claimed().round(), summary, result.failure());
      case OWN_COMPLETED -> committed.by(attempt, result);
      case FENCED_OUT -> endings.fencedOut(attempt);
    };
  }

  /** Gives a message up whose record was completed before it ran. */
  Disposition onCompleted(Attempt attempt, Throwable failure) {
    ShortEnvelope summary = summary(attempt, Reason.FAILED_AT_MOST_ONCE, failure);
    return send(attempt.delivery(), attempt.claimed().round(), summary, failure);
  }

  /** Sends a dead letter that was decided earlier and perhaps not sent: the same again. */
  Disposition again(Delivery delivery, DeadLettering dying) {
    return send(delivery, dying.round(), dying.envelope(), null);
  }

  private Disposition send(
      Delivery delivery, int round, ShortEnvelope summary, @Nullable Throwable failure) {
    Message message = delivery.message();
    String reason = summary.reason();
    DeadLetterSender.Sent sent = deadLetters.send(delivery, summary, failure);
    if (sent == DeadLetterSender.Sent.FAILED) {
      return endings.sendFailed(message, summary.attempts(), reason);
    }
    if (sent == DeadLetterSender.Sent.NO_ROOM) {
      return endings.noRoom(message, summary.attempts(), reason);
    }
    records.deadLettered(message, round);
    Disposition done =
        endings.done(
            deadLetters.parks(summary) ? Kind.PARKED : Kind.DEAD_LETTERED,
            message,
            summary.attempts(),
            Duration.ZERO,
            reason);
    return sent == DeadLetterSender.Sent.MOVED ? new Disposition.Settled() : done;
  }

  private ShortEnvelope summary(Attempt attempt, Reason reason, @Nullable Throwable failure) {
    Instant now = timeline.now();
    Instant first = attempt.claimed().firstFailure();
    return new ShortEnvelope(
        reason.name(),
        failure == null ? "" : Envelope.classesOf(failure),
        Math.min(attempt.number(), mostAttempts),
        first == null ? now : first,
        now);
  }
}
