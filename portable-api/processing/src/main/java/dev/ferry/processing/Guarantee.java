package dev.ferry.processing;

/** How often a message's effect may happen, chosen for each handler. */
public enum Guarantee {
  /**
   * Never twice: completed before it runs, so a failure or crash is not repeated. Needs a store. A
   * failure goes to the dead-letter queue; when it crashes, or the dead letter cannot be sent, the
   * message is lost, which is what was asked for.
   */
  AT_MOST_ONCE,
  /** Never not: duplicates that the broker delivers may run again. No store is used. */
  AT_LEAST_ONCE,
  /**
   * Once: duplicates find the record. Exactly once through a crash between effect and record needs
   * {@link Context#completion()}; without it the effect may repeat then.
   */
  EXACTLY_ONCE_EFFECTS
}
