package dev.ferry.processing.internal;

import dev.ferry.idempotency.StagedMessage;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.ProcessingEvent.Kind;
import java.time.Duration;
import java.util.List;

/**
 * What becomes of a message whose effect and completion are in one commit: what the commit stored
 * is sent, and the message is done. What cannot be sent now, the next delivery sends.
 */
final class Committed {
  private final Records records;
  private final Outbox outbox;
  private final Endings endings;

  Committed(House house) {
    this.records = house.records();
    this.outbox = house.outbox();
    this.endings = house.endings();
  }

  /** The attempt that made the commit, whatever its handler did afterwards. */
  Disposition by(Attempt attempt, RunResult result) {
    return end(
        Kind.HANDLED, attempt.message(), attempt.number(), result.elapsed(), result.staged());
  }

  /** A later delivery that finds messages which may not have been sent. */
  Disposition before(Message message, List<StagedMessage> unsent) {
    return end(Kind.SUPPRESSED, message, 0, Duration.ZERO, unsent);
  }

  private Disposition end(
      Kind kind, Message message, int attempt, Duration elapsed, List<StagedMessage> staged) {
    if (!staged.isEmpty()) {
      try {
        outbox.send(staged);
      } catch (MessagingException notSent) {
        return endings.sendFailed(message, attempt, notSent.code().name());
      }
      records.outboxSent(message);
    }
    return endings.done(kind, message, attempt, elapsed, "");
  }
}
