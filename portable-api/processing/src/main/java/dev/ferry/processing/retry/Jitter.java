package dev.ferry.processing.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How a delay is spread, so that messages that failed together do not come back together. */
public enum Jitter {
  /** Not at all. */
  NONE {
    @Override
    Duration spread(Duration delay, RandomGenerator random) {
      return delay;
    }
  },
  /** Between half the delay and the delay. */
  EQUAL {
    @Override
    Duration spread(Duration delay, RandomGenerator random) {
      long half = delay.toNanos() / 2;
      return Duration.ofNanos(delay.toNanos() - (half == 0 ? 0 : random.nextLong(half + 1)));
    }
  },
  /** Between nothing and the delay. */
  FULL {
    @Override
    Duration spread(Duration delay, RandomGenerator random) {
      return Duration.ofNanos(delay.isZero() ? 0 : random.nextLong(delay.toNanos() + 1));
    }
  };

  /** A delay within this jitter's part of {@code delay}. */
  abstract Duration spread(Duration delay, RandomGenerator random);
}
