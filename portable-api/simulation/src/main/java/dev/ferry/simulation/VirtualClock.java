package dev.ferry.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A clock that stands still until it is advanced, and the timers that wait on it.
 *
 * <p>Advancing runs the timers that fall due, one after the other in the advancing thread: by due
 * time, and in the order of submission where that is the same. While a timer runs, the clock shows
 * the timer's due time; a timer that it sets within the advanced span runs in the same advance. No
 * lock is held meanwhile, so a timer may set and cancel timers and may itself advance the clock (as
 * a handler does that takes 40 s). Time never goes back.
 *
 * <p>Thread-safe. Other threads may read the clock and set and cancel timers while one advances.
 * When two threads advance at once each timer still runs once, in either of them, but no order is
 * kept between the two, and a timer may see the later of their times.
 */
public final class VirtualClock extends Clock {
  private static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  private final Timeline timeline;
  private final ZoneId zone;

  private VirtualClock(Timeline timeline, ZoneId zone) {
    this.timeline = timeline;
    this.zone = Objects.requireNonNull(zone, "zone");
  }

  /** Creates a clock that shows 2026-01-01T00:00:00Z, in UTC. */
  public static VirtualClock create() {
    return startingAt(DEFAULT_START);
  }

  /** Creates a clock that shows {@code start}, in UTC. */
  public static VirtualClock startingAt(Instant start) {
    return new VirtualClock(new Timeline(start), ZoneOffset.UTC);
  }

  @Override
  public Instant instant() {
    return timeline.now();
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** Returns this clock seen from another zone: the same time, the same timers. */
  @Override
  public VirtualClock withZone(ZoneId newZone) {
    return new VirtualClock(timeline, newZone);
  }

  /**
   * Moves the time on and runs what falls due, up to and including the last instant. Returns when
   * all of it has run; a timer that sets itself again without a delay keeps it from returning.
   *
   * @param span zero or more; zero runs what is due now
   * @throws IllegalArgumentException if {@code span} is negative
   */
  public void advance(Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException("cannot advance by " + span + ": time never goes back");
    }
    timeline.advanceTo(timeline.now().plus(span));
  }

  /**
   * Moves the time on to {@code target} and runs what falls due, as {@link #advance} does.
   *
   * @throws IllegalArgumentException if {@code target} has passed
   */
  public void advanceTo(Instant target) {
    Instant now = timeline.now();
    if (target.isBefore(now)) {
      throw new IllegalArgumentException(
          "cannot advance to " + target + " from " + now + ": time never goes back");
    }
    timeline.advanceTo(target);
  }

  /**
   * Moves the time on to the next timer, if one waits, and runs all that are due at that instant,
   * including those that they set without a delay.
   *
   * @return whether a timer waited; if not, the time stays as it is
   */
  public boolean advanceToNextTimer() {
    Optional<Instant> next = nextTimer();
    next.ifPresent(timeline::advanceTo);
    return next.isPresent();
  }

  /**
   * Returns when the next timer is due: now or earlier for one without a delay; empty if none
   * waits.
   */
  public Optional<Instant> nextTimer() {
    return timeline.next();
  }

  /**
   * Creates a scheduler on this clock. Each call gives one of its own, so that a component may shut
   * down what it was given without stopping another's timers.
   *
   * <p>It has no thread: everything runs in a thread that advances the clock. {@code execute} and
   * {@code submit} set a timer without a delay, which runs in the next advance (by zero, if need
   * be) or, set by a running timer, in the current one. What a timer throws is reported by its
   * future and stops neither the other timers nor the advance; from {@code execute}, which has no
   * future, it goes to the thread's uncaught exception handler, as in a thread pool.
   *
   * <p>Cancelling removes the timer at once; a running timer is never interrupted, since its thread
   * is the caller's. {@code shutdown} cancels what is periodic or due later and lets the rest run;
   * {@code shutdownNow} cancels everything and returns what had not begun. Waiting, by {@code
   * Future.get}, {@code invokeAll}, {@code invokeAny} or {@code awaitTermination}, takes real time
   * and needs another thread to advance the clock. Delays above 292 years count as 292 years.
   */
  public ScheduledExecutorService scheduler() {
    return new VirtualScheduler(timeline);
  }

  @Override
  public String toString() {
    return "VirtualClock[" + instant() + ", " + zone + "]";
  }
}
