package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.Services;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The life of one message in one process, from its claim to the answer that says what the host is
 * to do with the delivery. The order of steps, here and in the rooms behind, is the protocol's,
 * which is checked exhaustively; none may be moved.
 *
 * @param <T> the payload's type
 */
public final class MessageLife<T> {
  private final HandlerBinding<T> binding;
  private final House house;
  private final boolean atMostOnce;
  private final Timeline timeline;
  private final Records records;
  private final News news;
  private final Endings endings;
  private final Admission admission;
  private final HandlerRun<T> handlerRun;
  private final Success success;
  private final Failure failure;
  private final GivingUp givingUp;
  private final Committed committed;

  /** A life for a handler, which is made here. */
  public MessageLife(HandlerBinding<T> binding, HandlerSettings settings, Services services) {
    this.binding = binding;
    this.house = House.of(settings, services);
    this.atMostOnce = settings.guarantee() == Guarantee.AT_MOST_ONCE;
    this.timeline = services.timeline();
    this.records = house.records();
    this.news = house.news();
    this.endings = house.endings();
    this.admission = new Admission(settings, binding.stableIdsRequired(), records.kept());
    this.handlerRun = new HandlerRun<>(binding.newHandler(), settings, binding.rules(), services);
    this.committed = new Committed(house);
    this.givingUp = new GivingUp(house, committed);
    this.failure = new Failure(house, binding.rules(), givingUp, committed);
    this.success = new Success(house, failure, committed);
  }

  /**
   * Claims the messages that start now, in one request where the store can.
   *
   * @param latest when the store is not asked any more
   * @throws MessagingException when the store could not be asked: none of them may start
   */
  List<Claim> claim(List<Delivery> starting, Instant latest) {
    return records.claim(starting, latest);
  }

  /** Gives a claim back that nobody will run; if that fails, its lease runs out and does it. */
  void unclaim(Claim claim) {
    if (claim instanceof Claimed claimed) {
      try {
        records.release(claimed, false);
      } catch (MessagingException theLeaseRunsOut) {
        return;
      }
    }
  }

  /** Lives the message's life from the store's answer on. */
  Disposition live(Turn turn, Claim claim) {
    Message message = turn.delivery().message();
    if (claim instanceof Claimed claimed) {
      turn.claimed(claimed, timeline.now());
      return run(turn, new Attempt(turn.delivery(), claimed));
    }
    if (claim instanceof Claim.InProgress busy) {
      return endings.inProgress(message, Duration.between(timeline.now(), busy.until()));
    }
    if (claim instanceof Claim.DeadLettering dying) {
      return givingUp.again(turn.delivery(), dying);
    }
    if (claim instanceof Claim.Completed completed && !completed.unsent().isEmpty()) {
      return committed.before(message, completed.unsent());
    }
    String found = claim.getClass().getSimpleName();
    return endings.done(Kind.SUPPRESSED, message, 0, Duration.ZERO, found);
  }

  /** What becomes of a message whose claim could not be asked for. */
  Disposition storeUnreachable(Message message) {
    return endings.storeUnreachable(message, 0);
  }

  /** What becomes of a message that is not begun. */
  Disposition notAttempted(Message message, Duration after) {
    return endings.notAttempted(message, after);
  }

  /** What becomes of a message whose handler would not stop. */
  Disposition abandoned(Message message) {
    return endings.abandoned(message);
  }

  private Disposition run(Turn turn, Attempt attempt) {
    if (!attempt.delivery().stableId()) {
      news.tell(Kind.UNSTABLE_ID, attempt.message(), attempt.number(), "");
    }
    Reason refused = admission.refuses(attempt, timeline.now());
    if (refused != null) {
      return givingUp.on(attempt, refused, RunResult.unrun(null));
    }
    T payload;
    try {
      payload = binding.codec().decode(attempt.message().body());
    } catch (Exception | StackOverflowError undecodable) {
      return givingUp.on(attempt, Reason.UNDECODABLE, RunResult.unrun(undecodable));
    }
    return atMostOnce ? completeAndRun(turn, attempt, payload) : run(turn, attempt, payload);
  }

  /** Runs a message that must not run twice: it is complete before it does. */
  private Disposition completeAndRun(Turn turn, Attempt attempt, T payload) {
    Written completed;
    try {
      completed = records.complete(attempt.claimed(), List.of());
    } catch (MessagingException unreachable) {
      return endings.storeUnreachable(attempt.message(), attempt.number());
    }
    return completed == Written.FENCED_OUT
        ? endings.fencedOut(attempt)
        : run(turn, attempt, payload);
  }

  private Disposition run(Turn turn, Attempt attempt, T payload) {
    news.tell(Kind.STARTED, attempt.message(), attempt.number(), "");
    Instant deadline = timeline.now().plus(house.settings().budget());
    RunResult result =
        handlerRun.run(payload, () -> new StagingContext(house, attempt, deadline), turn);
    if (result.interrupted()) {
      news.tell(Kind.INTERRUPTED, attempt.message(), attempt.number(), result.elapsed(), "");
    }
    Throwable failed = result.failure();
    return failed == null
        ? success.of(attempt, result)
        : failure.ofHandler(attempt, result, failed);
  }
}
