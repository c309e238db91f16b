package dev.ferry.processing.internal;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Asks a store again when it does not answer, for a while: the same call with the same token, which
 * does no harm when it took effect the first time.
 */
final class Patience {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final int MOST_ASKS = 5;

  private final Timeline timeline;
  private final Services.Pause pause;
  private final Duration limit;

  Patience(Timeline timeline, Services.Pause pause, Duration limit) {
    this.timeline = timeline;
    this.pause = pause;
    this.limit = limit;
  }

  <A> A ask(Supplier<A> call) {
    Instant until = timeline.now().plus(limit);
    Duration next = FIRST_PAUSE;
    for (int asks = 1; ; asks++) {
      try {
        return call.get();
      } catch (MessagingException noAnswer) {
        boolean enough = asks == MOST_ASKS || timeline.now().plus(next).isAfter(until);
        if (enough || !noAnswer.retryable()) {
          throw noAnswer;
        }
      }
      await(next);
      next = next.multipliedBy(2);
    }
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
