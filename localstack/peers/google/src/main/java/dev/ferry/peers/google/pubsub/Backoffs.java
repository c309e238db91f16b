package dev.ferry.peers.google.pubsub;

import java.time.Duration;

/** Exponential backoff: doubles with each failure, from the least to the most. */
final class Backoffs {
  private static final int MOST_DOUBLINGS = 30;

  private Backoffs() {}

  static Duration after(int failures, Duration least, Duration most) {
    long factor = 1L << Math.min(MOST_DOUBLINGS, Math.max(0, failures - 1));
    Duration backoff = least.multipliedBy(factor);
    return backoff.compareTo(most) > 0 ? most : backoff;
  }
}
