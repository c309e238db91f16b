package dev.ferry.embedded;

import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The broker's time: its own timeline, or else that of the first who opens something. As a number
 * it is nanoseconds since 1970, which reach to the year 2262; what lies beyond counts as that.
 */
final class BrokerTime {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final AtomicReference<@Nullable Timeline> timeline;

  BrokerTime(@Nullable Timeline own) {
    this.timeline = new AtomicReference<>(own);
  }

  /** Takes over a timeline unless there is one. */
  void offer(Timeline other) {
    timeline.compareAndSet(null, other);
  }

  /** The timeline; before anyone has opened anything, the machine's. */
  Timeline timeline() {
    Timeline known = timeline.get();
    if (known != null) {
      return known;
    }
    offer(Timeline.system());
    return timeline();
  }

  /** Now; the beginning of time before anyone has opened anything. */
  long now() {
    Timeline known = timeline.get();
    return known == null ? Long.MIN_VALUE : nanos(known.now());
  }

  static long nanos(Instant instant) {
    return saturated(instant.getEpochSecond(), instant.getNano());
  }

  static long nanos(Duration duration) {
    return saturated(duration.getSeconds(), duration.getNano());
  }

  private static long saturated(long seconds, int nanos) {
    try {
      return Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
    } catch (ArithmeticException beyond) {
      return seconds < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }

  static long plus(long instant, long span) {
    long sum = instant + span;
    return span > 0 && sum < instant ? Long.MAX_VALUE : sum;
  }

  static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
