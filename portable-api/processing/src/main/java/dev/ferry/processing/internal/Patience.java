package dev.ferry.processing.internal;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Asks a store again when it does not answer, for a while: the same call with the same token, which
 * does no harm when it took effect the first time. Each pause is twice as long as the one before.
 */
final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final int MOST_ASKS = 8;

  private final Timeline timeline;
  private final Services.Pause pause;
  private final Duration limit;

  Patience(Timeline timeline, Services.Pause pause, Duration limit) {
    this.timeline = timeline;
    this.pause = pause;
    this.limit = limit;
  }

  /**
   * Asks until there is an answer.
   *
   * @throws MessagingException what the store said last, when it may not be asked again or the
   *     limit would be over; CANCELLED when the thread is interrupted
   */
  <A> A ask(Supplier<A> call) {
    return ask(call, Instant.MIN);
  }

  /**
   * Asks as {@link #ask} does, and a second time even where waiting for the first answer alone took
   * longer than the limit: for a call that costs something when it took effect and nobody heard.
   *
   * @param latest when the second answer must be there, if it takes as long as the first
   * @throws MessagingException as {@code ask}
   */
  <A> A askTwice(Supplier<A> call, Instant latest) {
    return ask(call, latest);
  }

  private <A> A ask(Supplier<A> call, Instant latestOfTwo) {
    Instant began = timeline.now();
    Instant until = began.plus(limit);
    Duration next = FIRST_PAUSE;
    for (int asks = 1; ; asks++) {
      try {
        return call.get();
      } catch (RuntimeException failed) {
        MessagingException noAnswer = mapped(failed);
        Instant then = timeline.now().plus(next);
        boolean second = asks == 1 && fitsAgain(began, then, latestOfTwo);
        boolean enough = asks == MOST_ASKS || (then.isAfter(until) && !second);
        if (enough || !noAnswer.retryable()) {
          throw noAnswer;
        }
      }
      await(next);
      next = next.multipliedBy(2);
    }
  }

  private static boolean fitsAgain(Instant began, Instant then, Instant latest) {
    return !then.plus(Duration.between(began, then)).isAfter(latest);
  }

  private static MessagingException mapped(RuntimeException failed) {
    return failed instanceof MessagingException known
        ? known
        : new MessagingException(
            ErrorCode.UNKNOWN,
            true,
            "ask the idempotency store: it failed in a way of its own; see the cause",
            failed);
  }

  /** Asks for something that does no harm when it does not happen. */
  void tryAsk(Runnable call) {
    try {
      ask(
          () -> {
            call.run();
            return true;
          });
    } catch (MessagingException theNextDeliveryWillDoIt) {
      return;
    }
  }

  private void await(Duration duration) {
    try {
      pause.pause(duration);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("ask the idempotency store: interrupted");
    }
  }
}
