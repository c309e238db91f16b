package dev.ferry.operations;

import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Services.Pause;
import dev.ferry.processing.flow.RateLimiter;
import dev.ferry.processing.retry.Backoff;
import dev.ferry.processing.retry.Jitter;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** How fast a run goes: its rate, and how it slows down while the broker fails. One thread. */
final class Pace {
  private static final Backoff AFTER_ERRORS =
      new Backoff(Duration.ofMillis(500), 2, Duration.ofSeconds(30), Jitter.NONE);
  private static final int MOST_ERRORS_IN_A_ROW = 8;
  private static final Duration LONGEST_NAP = Duration.ofSeconds(1);

  private final Timeline timeline;
  private final Pause pause;
  private final BooleanSupplier cancelled;
  private final RateLimiter rate;
  private int errorsInARow;

  Pace(Timeline timeline, Pause pause, RedriveRequest request) {
    this.timeline = timeline;
    this.pause = pause;
    this.cancelled = request.cancelled();
    double perSecond = request.dryRun() ? 0 : request.messagesPerSecond();
    this.rate = new RateLimiter(perSecond, timeline.now());
  }

  boolean cancelled() {
    return cancelled.getAsBoolean() || Thread.currentThread().isInterrupted();
  }

  /** How many of {@code wanted} copies may be sent; waits for the first unless cancelled. */
  int room(int wanted) {
    int room = rate.allowed(wanted, timeline.now());
    while (room < 1 && !cancelled()) {
      nap(rate.untilNext(timeline.now()));
      room = rate.allowed(wanted, timeline.now());
    }
    return Math.max(1, room);
  }

  void sent() {
    rate.take(1);
  }

  void worked() {
    errorsInARow = 0;
  }

  /** Waits after an error, longer after every further one; whether to go on. */
  boolean failed() {
    errorsInARow++;
    if (errorsInARow >= MOST_ERRORS_IN_A_ROW) {
      return false;
    }
    nap(AFTER_ERRORS.ceiling(errorsInARow));
    return true;
  }

  private void nap(Duration duration) {
    Duration left = duration;
    while (left.compareTo(Duration.ZERO) > 0 && !cancelled()) {
      Duration next = left.compareTo(LONGEST_NAP) < 0 ? left : LONGEST_NAP;
      try {
        pause.pause(next);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
      left = left.minus(next);
    }
  }
}
