package dev.ferry.processing.internal;

import dev.ferry.idempotency.Written;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.Outcome;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.processing.retry.FailureRules;
import dev.ferry.processing.retry.RetryPolicy;
import dev.ferry.processing.retry.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** What becomes of a message whose attempt failed: its policy decides, its record follows. */
final class Failure {
  private final RetryPolicy policy;
  private final boolean atMostOnce;
  private final FailureRules rules;
  private final RandomGenerator random;
  private final Records records;
  private final GivingUp givingUp;
  private final Committed committed;
  private final Endings endings;
  private final News news;

  Failure(House house, FailureRules rules, GivingUp givingUp, Committed committed) {
    this.policy = house.settings().retry();
    this.atMostOnce = house.settings().guarantee() == Guarantee.AT_MOST_ONCE;
    this.rules = rules;
    this.random = house.services().random();
    this.records = house.records();
    this.givingUp = givingUp;
    this.committed = committed;
    this.endings = house.endings();
    this.news = house.news();
  }

  /** Its handler failed. */
  Disposition ofHandler(Attempt attempt, RunResult result, Throwable failure) {
    if (atMostOnce) {
      return givingUp.onCompleted(attempt, failure);
    }
    Outcome outcome = policy.decide(rules.judge(failure), attempt.number(), random);
    if (outcome instanceof Outcome.Discard discard) {
      return discard(attempt, result, discard.reason());
    }
    return outcome instanceof Outcome.Retry retry
        ? retry(attempt, result, retry.after(), failure)
        : givingUp.on(attempt, reasonOf(outcome), result);
  }

  /** What it staged could not be sent: it is tried again as if its handler had failed for now. */
  Disposition ofSending(Attempt attempt, RunResult result, MessagingException notSent) {
    if (atMostOnce) {
      return givingUp.onCompleted(attempt, notSent);
    }
    Outcome outcome = policy.decide(Verdict.retry(), attempt.number(), random);
    return outcome instanceof Outcome.Retry retry
        ? retryToSend(attempt, retry.after(), notSent)
        : givingUp.on(attempt, reasonOf(outcome), RunResult.unrun(notSent));
  }

  private static Reason reasonOf(Outcome outcome) {
    return outcome instanceof Outcome.DeadLetter dead ? dead.reason() : Reason.REJECTED;
  }

  private Disposition retry(Attempt attempt, RunResult result, Duration after, Throwable failure) {
    Written written = released(attempt);
    if (written != Written.WRITTEN) {
      return notOurs(attempt, result, written);
    }
    String detail = failure.getClass().getSimpleName();
    news.tell(Kind.RETRIED, attempt.message(), attempt.number(), result.elapsed(), detail);
    return new Disposition.Redeliver(after, Why.RETRY, attempt.number());
  }

  private Disposition retryToSend(Attempt attempt, Duration after, MessagingException notSent) {
    if (released(attempt) == Written.FENCED_OUT) {
      return endings.fencedOut(attempt);
    }
    news.tell(Kind.SEND_FAILED, attempt.message(), attempt.number(), notSent.code().name());
    return new Disposition.Redeliver(after, Why.SEND_FAILED, attempt.number());
  }

  /** Gives the record back; when it cannot be reached, the lease runs out and does it. */
  private Written released(Attempt attempt) {
    try {
      return records.release(attempt.claimed(), true);
    } catch (MessagingException unreachable) {
      return Written.WRITTEN;
    }
  }

  private Disposition discard(Attempt attempt, RunResult result, String reason) {
    Written written;
    try {
      written = records.complete(attempt.claimed(), List.of());
    } catch (MessagingException unreachable) {
      return endings.storeUnreachable(attempt.message(), attempt.number());
    }
    boolean hadItsEffect = written == Written.OWN_COMPLETED && result.committing();
    return hadItsEffect || written == Written.FENCED_OUT
        ? notOurs(attempt, result, written)
        : endings.done(
            Kind.DISCARDED, attempt.message(), attempt.number(), result.elapsed(), reason);
  }

  /** A handler that failed after its own commit has had its effect; a later owner has the rest. */
  private Disposition notOurs(Attempt attempt, RunResult result, Written written) {
    return written == Written.OWN_COMPLETED
        ? committed.by(attempt, result)
        : endings.fencedOut(attempt);
  }
}
