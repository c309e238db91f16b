package dev.ferry.processing.internal;

import dev.ferry.idempotency.Written;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.ProcessingEvent.Kind;
import java.util.List;

/**
 * What becomes of a message whose handler succeeded: what it staged is sent and its record is
 * completed, in this order, unless the handler's own commit carries both.
 */
final class Success {
  private final boolean completedBefore;
  private final Records records;
  private final Outbox outbox;
  private final Failure failure;
  private final Committed committed;
  private final Endings endings;
  private final News news;

  Success(House house, Failure failure, Committed committed) {
    this.completedBefore = house.settings().guarantee() == Guarantee.AT_MOST_ONCE;
    this.records = house.records();
    this.outbox = house.outbox();
    this.failure = failure;
    this.committed = committed;
    this.endings = house.endings();
    this.news = house.news();
  }

  Disposition of(Attempt attempt, RunResult result) {
    if (result.committing()) {
      return ofCommit(attempt, result);
    }
    try {
      outbox.send(result.staged());
    } catch (MessagingException notSent) {
      return failure.ofSending(attempt, result, notSent);
    }
    return completedBefore || ownedAfterCompleting(attempt, result)
        ? endings.done(Kind.HANDLED, attempt.message(), attempt.number(), result.elapsed(), "")
        : endings.fencedOut(attempt);
  }

  /**
   * The handler's commit may have been refused without a word of the handler's: the record alone
   * knows. While it cannot be asked nothing is sent and nothing forgotten, and the next delivery
   * finds what became of it.
   */
  private Disposition ofCommit(Attempt attempt, RunResult result) {
    Written written;
    try {
      written = records.complete(attempt.claimed(), result.staged());
    } catch (MessagingException unreachable) {
      return endings.storeUnreachable(attempt.message(), attempt.number());
    }
    return written == Written.FENCED_OUT
        ? endings.fencedOut(attempt)
        : committed.by(attempt, result);
  }

  /**
   * Completes the record; whether it is ours. The effect has happened, so a store that cannot be
   * reached is counted, and nothing runs again for it here.
   */
  private boolean ownedAfterCompleting(Attempt attempt, RunResult result) {
    try {
      return records.complete(attempt.claimed(), List.of()) != Written.FENCED_OUT;
    } catch (MessagingException unreachable) {
      news.tell(Kind.COMPLETION_LOST, attempt.message(), attempt.number(), result.elapsed(), "");
      return true;
    }
  }
}
