package dev.ferry.simulation;

import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One fault at one point of a run, under a seed of its own: how often it was asked for, and how
 * often it struck. Thread-safe.
 */
final class FaultSite {
  private final ReentrantLock lock = new ReentrantLock();
  private final Seed seed;
  private final FaultRule rule;
  private final Set<Long> scripted;
  private long occurrences;
  private long drawnStrikes;
  private long strikes;

  FaultSite(Seed seed, FaultRule rule, String point) {
    this.seed = seed;
    this.rule = rule;
    this.scripted = rule.scriptedAt(point);
  }

  /** Decides the next occurrence: one at a time, since the cap depends on the earlier ones. */
  boolean strikesNext() {
    lock.lock();
    try {
      occurrences++;
      boolean struck = scripted.contains(occurrences) || draw();
      strikes += struck ? 1 : 0;
      return struck;
    } finally {
      lock.unlock();
    }
  }

  private boolean draw() {
    boolean struck =
        drawnStrikes < rule.cap() && seed.child(occurrences).chance(rule.probability());
    drawnStrikes += struck ? 1 : 0;
    return struck;
  }

  long strikes() {
    lock.lock();
    try {
      return strikes;
    } finally {
      lock.unlock();
    }
  }
}
