package dev.ferry.simulation;

import java.util.Set;

/**
 * One fault at one point of a run, under a seed of its own: how often it was asked for, and how
 * often it struck.
 */
final class FaultSite {
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

  /**
   * Decides occurrence after occurrence: the cap depends on the earlier ones, hence one at a time.
   */
  synchronized boolean strikesNext() {
    occurrences++;
    boolean struck = scripted.contains(occurrences) || draw();
    if (struck) {
      strikes++;
    }
    return struck;
  }

  private boolean draw() {
    boolean struck =
        drawnStrikes < rule.cap() && seed.child(occurrences).chance(rule.probability());
    if (struck) {
      drawnStrikes++;
    }
    return struck;
  }

  synchronized long strikes() {
    return strikes;
  }
}
