package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.IdempotencyKey;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.ShortEnvelope;
import dev.ferry.idempotency.StagedMessage;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Disposition.Why;
import dev.ferry.processing.Guarantee;
import dev.ferry.processing.HandlerBinding;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Outcome;
import dev.ferry.processing.ProcessingEvent.Kind;
import dev.ferry.processing.Services;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The life of one message in one process: claim, run, settle the record; the answer says what the
 * host is to do with the delivery. Every step's order is the protocol's, which is checked
 * exhaustively; none may be moved.
 *
 * @param <T> the payload's type
 */
public final class MessageLife<T> {
  private static final IdempotencyStore NO_RECORD = new NoRecord();

  private final HandlerBinding<T> binding;
  private final HandlerSettings settings;
  private final Services services;
  private final Timeline timeline;
  private final Optional<IdempotencyStore> recorded;
  private final IdempotencyStore store;
  private final Patience patience;
  private final HandlerRun<T> handlerRun;
  private final DeadLetterSender deadLetters;
  private final Outbox outbox;
  private final News news;

  /** A life for a handler, which is made here. */
  public MessageLife(HandlerBinding<T> binding, HandlerSettings settings, Services services) {
    this.binding = binding;
    this.settings = settings;
    this.services = services;
    this.timeline = services.timeline();
    this.recorded =
        settings.guarantee() == Guarantee.AT_LEAST_ONCE ? Optional.empty() : services.store();
    this.store = recorded.orElse(NO_RECORD);
    this.patience = new Patience(timeline, services.pause(), settings.grace());
    this.handlerRun = new HandlerRun<>(binding.newHandler(), settings, binding.rules(), services);
    this.deadLetters = new DeadLetterSender(settings.handler(), services);
    this.outbox = new Outbox(services.channels());
    this.news = new News(settings.handler(), services.listener());
  }

  /** What names the record of a message. */
  IdempotencyKey key(Message message) {
    return IdempotencyKey.of(settings.source(), settings.handler(), message.id());
  }

  /**
   * Claims the messages that start now, in one request where the store can.
   *
   * @throws MessagingException when the store could not be asked: none of them may start
   */
  List<Claim> claim(List<Turn> turns) {
    List<ClaimRequest> requests = turns.stream().map(turn -> request(turn.delivery())).toList();
    if (recorded.isPresent()) {
      return patience.ask(() -> store.claim(requests));
    }
    return turns.stream()
        .map(
            turn ->
                NoRecord.claim(
                    request(turn.delivery()), Math.max(1, turn.delivery().deliveryCount())))
        .toList();
  }

  private ClaimRequest request(Delivery delivery) {
    Message message = delivery.message();
    return new ClaimRequest(
        key(message),
        message.history().round(),
        services.tokens().get(),
        settings.lease(),
        settings.recordRetention());
  }

  /** Lives the message's life from the store's answer on. */
  Disposition live(Turn turn, Claim claim) {
    Message message = turn.delivery().message();
    if (claim instanceof Claimed claimed) {
      turn.claimed(claimed, timeline.now());
      return run(turn, claimed);
    }
    if (claim instanceof Claim.InProgress busy) {
      news.tell(Kind.IN_PROGRESS, message, 0, "");
      return new Disposition.Redeliver(
          atLeastZero(Duration.between(timeline.now(), busy.until())), Why.IN_PROGRESS);
    }
    if (claim instanceof Claim.DeadLettering dying) {
      return deadLetterAgain(turn.delivery(), dying);
    }
    if (claim instanceof Claim.Completed completed && !completed.unsent().isEmpty()) {
      return sendOutbox(message, completed.unsent(), Kind.SUPPRESSED, Duration.ZERO, 0);
    }
    news.tell(Kind.SUPPRESSED, message, 0, claim.getClass().getSimpleName());
    return new Disposition.Done();
  }

  /** What becomes of a message whose claim could not be asked for. */
  Disposition storeUnreachable(Message message) {
    news.tell(Kind.STORE_UNREACHABLE, message, 0, "");
    return new Disposition.Redeliver(settings.retry().backoff().max(), Why.STORE_UNREACHABLE);
  }

  /** What becomes of a message that is not begun. */
  Disposition notAttempted(Message message, Duration after) {
    news.tell(Kind.NOT_ATTEMPTED, message, 0, "");
    return new Disposition.Redeliver(after, Why.NOT_ATTEMPTED);
  }

  /** What becomes of a message whose handler would not stop. */
  Disposition abandoned(Message message) {
    news.tell(Kind.ABANDONED, message, 0, "");
    return new Disposition.Leave();
  }

  private Disposition run(Turn turn, Claimed claimed) {
    Delivery delivery = turn.delivery();
    Message message = delivery.message();
    if (!delivery.stableId()) {
      news.tell(Kind.UNSTABLE_ID, message, claimed.attempt(), "");
    }
    Reason refused = refused(delivery, claimed);
    if (refused != null) {
      return giveUp(delivery, claimed, refused, null);
    }
    T payload;
    try {
      payload = binding.codec().decode(message.body());
    } catch (Exception | StackOverflowError undecodable) {
      return giveUp(delivery, claimed, Reason.UNDECODABLE, undecodable);
    }
    if (atMostOnce()) {
      Disposition lost = completeBeforehand(message, claimed);
      if (lost != null) {
        return lost;
      }
    }
    IdempotencyStore joined = atMostOnce() ? NO_RECORD : store;
    news.tell(Kind.STARTED, message, claimed.attempt(), "");
    Instant began = timeline.now();
    Instant deadline = began.plus(settings.budget());
    HandlerRun.Result result =
        handlerRun.run(
            payload,
            () -> new StagingContext(message, settings, claimed, joined, timeline::now, deadline),
            turn);
    Duration elapsed = Duration.between(began, timeline.now());
    if (result.interrupted()) {
      news.tell(Kind.INTERRUPTED, message, claimed.attempt(), elapsed, "");
    }
    Throwable failure = result.failure();
    return failure == null
        ? succeed(message, claimed, result.context(), elapsed)
        : fail(delivery, claimed, result.context(), failure, elapsed);
  }

  /** Why a message may not run at all; null when it may. */
  private @Nullable Reason refused(Delivery delivery, Claimed claimed) {
    if (delivery.flaw().isPresent()) {
      return Reason.MALFORMED_METADATA;
    }
    if (!delivery.stableId() && binding.stableIdsRequired()) {
      return Reason.UNSTABLE_ID;
    }
    Instant made = delivery.message().timestamp();
    Duration age = made == null ? Duration.ZERO : Duration.between(made, timeline.now());
    if (recorded.isPresent() && age.compareTo(settings.recordRetention()) > 0) {
      return Reason.OLDER_THAN_RECORD;
    }
    if (settings.maxAge() != null && age.compareTo(settings.maxAge()) > 0) {
      return Reason.EXPIRED;
    }
    return claimed.attempt() > settings.retry().attempts() ? Reason.ATTEMPTS_EXHAUSTED : null;
  }

  /** Completes a message that may run at most once; null when it may run now. */
  private @Nullable Disposition completeBeforehand(Message message, Claimed claimed) {
    try {
      Written written = patience.ask(() -> store.complete(claimed, List.of()));
      return written == Written.FENCED_OUT ? fencedOut(message, claimed) : null;
    } catch (MessagingException unreachable) {
      return storeUnreachable(message);
    }
  }

  private Disposition succeed(
      Message message, Claimed claimed, StagingContext context, Duration elapsed) {
    List<StagedMessage> staged = context.staged();
    boolean committed = context.committing();
    if (!committed) {
      try {
        outbox.send(staged);
      } catch (MessagingException notSent) {
        return failedToSend(message, claimed, notSent);
      }
    }
    try {
      if (!atMostOnce() && complete(claimed, committed ? staged : List.of())) {
        return fencedOut(message, claimed);
      }
    } catch (MessagingException unreachable) {
      news.tell(Kind.COMPLETION_LOST, message, claimed.attempt(), elapsed, "");
    }
    return committed
        ? sendOutbox(message, staged, Kind.HANDLED, elapsed, claimed.attempt())
        : handled(message, claimed, elapsed);
  }

  /** Completes; whether somebody else owns the record by now. */
  private boolean complete(Claimed claimed, List<StagedMessage> left) {
    return patience.ask(() -> store.complete(claimed, left)) == Written.FENCED_OUT;
  }

  private boolean atMostOnce() {
    return settings.guarantee() == Guarantee.AT_MOST_ONCE;
  }

  private Disposition handled(Message message, Claimed claimed, Duration elapsed) {
    news.tell(Kind.HANDLED, message, claimed.attempt(), elapsed, "");
    return new Disposition.Done();
  }

  /** Sends what a commit stored to be sent; when it cannot be sent, the next delivery does it. */
  private Disposition sendOutbox(
      Message message, List<StagedMessage> staged, Kind kind, Duration elapsed, int attempt) {
    if (!staged.isEmpty()) {
      try {
        outbox.send(staged);
        patience.tryAsk(() -> store.outboxSent(key(message)));
      } catch (MessagingException notSent) {
        news.tell(Kind.SEND_FAILED, message, attempt, notSent.code().name());
        return new Disposition.Redeliver(settings.retry().backoff().max(), Why.SEND_FAILED);
      }
    }
    news.tell(kind, message, attempt, elapsed, "");
    return new Disposition.Done();
  }

  private Disposition failedToSend(Message message, Claimed claimed, MessagingException notSent) {
    news.tell(Kind.SEND_FAILED, message, claimed.attempt(), notSent.code().name());
    return release(
        message,
        claimed,
        settings.retry().backoff().after(claimed.attempt(), services.random()),
        Why.SEND_FAILED);
  }

  private Disposition fail(
      Delivery delivery,
      Claimed claimed,
      StagingContext context,
      Throwable failure,
      Duration elapsed) {
    Message message = delivery.message();
    if (atMostOnce()) {
      return sendDeadLetter(
          delivery, claimed, envelope(claimed, Reason.FAILED_AT_MOST_ONCE, failure), failure);
    }
    Outcome outcome =
        settings
            .retry()
            .decide(binding.rules().judge(failure), claimed.attempt(), services.random());
    if (outcome instanceof Outcome.DeadLetter dead) {
      return giveUp(delivery, claimed, dead.reason(), failure, context);
    }
    if (outcome instanceof Outcome.Discard discard) {
      return discard(message, claimed, discard);
    }
    Duration after = outcome instanceof Outcome.Retry retry ? retry.after() : Duration.ZERO;
    return retry(message, claimed, context, after, failure, elapsed);
  }

  private Disposition retry(
      Message message,
      Claimed claimed,
      StagingContext context,
      Duration after,
      Throwable failure,
      Duration elapsed) {
    Written written;
    try {
      written = patience.ask(() -> store.release(claimed, true));
    } catch (MessagingException unreachable) {
      written = Written.WRITTEN;
    }
    if (written == Written.FENCED_OUT) {
      return fencedOut(message, claimed);
    }
    if (written == Written.OWN_COMPLETED) {
      return sendOutbox(message, context.staged(), Kind.HANDLED, elapsed, claimed.attempt());
    }
    news.tell(
        Kind.RETRIED, message, claimed.attempt(), elapsed, failure.getClass().getSimpleName());
    return new Disposition.Redeliver(after, Why.RETRY);
  }

  private Disposition release(Message message, Claimed claimed, Duration after, Why why) {
    try {
      Written written = patience.ask(() -> store.release(claimed, true));
      return written == Written.FENCED_OUT
          ? fencedOut(message, claimed)
          : new Disposition.Redeliver(after, why);
    } catch (MessagingException unreachable) {
      return new Disposition.Redeliver(after, why);
    }
  }

  private Disposition discard(Message message, Claimed claimed, Outcome.Discard discard) {
    try {
      Written written = patience.ask(() -> store.complete(claimed, List.of()));
      if (written == Written.FENCED_OUT) {
        return fencedOut(message, claimed);
      }
    } catch (MessagingException unreachable) {
      return storeUnreachable(message);
    }
    news.tell(Kind.DISCARDED, message, claimed.attempt(), discard.reason());
    return new Disposition.Done();
  }

  private Disposition giveUp(
      Delivery delivery, Claimed claimed, Reason reason, @Nullable Throwable failure) {
    return giveUp(delivery, claimed, reason, failure, null);
  }

  /** Marks the record before the dead letter is sent, and after. */
  private Disposition giveUp(
      Delivery delivery,
      Claimed claimed,
      Reason reason,
      @Nullable Throwable failure,
      @Nullable StagingContext context) {
    Message message = delivery.message();
    ShortEnvelope summary = envelope(claimed, reason, failure);
    try {
      Written written = patience.ask(() -> store.deadLettering(claimed, summary));
      if (written == Written.FENCED_OUT) {
        return fencedOut(message, claimed);
      }
      if (written == Written.OWN_COMPLETED) {
        List<StagedMessage> staged = context == null ? List.of() : context.staged();
        return sendOutbox(message, staged, Kind.HANDLED, Duration.ZERO, claimed.attempt());
      }
    } catch (MessagingException unreachable) {
      return storeUnreachable(message);
    }
    return sendDeadLetter(delivery, claimed, summary, failure);
  }

  private Disposition sendDeadLetter(
      Delivery delivery, Claimed claimed, ShortEnvelope summary, @Nullable Throwable failure) {
    boolean old = summary.reason().equals(Reason.OLDER_THAN_RECORD.name());
    DeadLetterSender.Sent sent =
        old ? deadLetters.park(delivery, summary) : deadLetters.send(delivery, summary, failure);
    return deadLettered(
        delivery, claimed.round(), summary, sent, old ? Kind.PARKED : Kind.DEAD_LETTERED);
  }

  /** A dead letter that was decided and perhaps not sent: the same is sent again. */
  private Disposition deadLetterAgain(Delivery delivery, Claim.DeadLettering dying) {
    return deadLettered(
        delivery,
        dying.round(),
        dying.envelope(),
        deadLetters.send(delivery, dying.envelope(), null),
        Kind.DEAD_LETTERED);
  }

  private Disposition deadLettered(
      Delivery delivery, int round, ShortEnvelope summary, DeadLetterSender.Sent sent, Kind kind) {
    Message message = delivery.message();
    switch (sent) {
      case COPIED, MOVED -> {
        patience.tryAsk(() -> store.deadLettered(key(message), round));
        news.tell(kind, message, summary.attempts(), summary.reason());
        return sent == DeadLetterSender.Sent.MOVED
            ? new Disposition.Settled()
            : new Disposition.Done();
      }
      case NO_ROOM -> news.tell(Kind.NO_ROOM, message, summary.attempts(), summary.reason());
      case FAILED -> news.tell(Kind.SEND_FAILED, message, summary.attempts(), summary.reason());
    }
    return new Disposition.Redeliver(settings.retry().backoff().max(), Why.SEND_FAILED);
  }

  private ShortEnvelope envelope(Claimed claimed, Reason reason, @Nullable Throwable failure) {
    Instant now = timeline.now();
    return new ShortEnvelope(
        reason.name(),
        failure == null ? "" : failure.getClass().getName(),
        Math.min(claimed.attempt(), settings.retry().attempts()),
        now,
        now);
  }

  private Disposition fencedOut(Message message, Claimed claimed) {
    news.tell(Kind.FENCED_OUT, message, claimed.attempt(), "");
    return new Disposition.Leave();
  }

  private static Duration atLeastZero(Duration duration) {
    return duration.isNegative() ? Duration.ZERO : duration;
  }
}
