package dev.ferry.google;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether somebody asks again and again at once, as a worker does: then a stream pays. Who asks now
 * and then would find on it what came long before. Safe for use by several threads.
 */
final class Cadence {
  private static final Duration AT_ONCE = Duration.ofMillis(200);
  private static final int STEADY = 4;

  private final Lock lock = new ReentrantLock();
  private Instant lastAnswer = Instant.EPOCH;
  private int inARow;

  /** Somebody asks; whether it is steady by now. */
  boolean asks(Instant now) {
    lock.lock();
    try {
      inARow = lastAnswer.plus(AT_ONCE).isBefore(now) ? 0 : inARow + 1;
      return inARow >= STEADY;
    } finally {
      lock.unlock();
    }
  }

  /** Somebody has an answer. */
  void answered(Instant now) {
    lock.lock();
    try {
      lastAnswer = now;
    } finally {
      lock.unlock();
    }
  }
}
