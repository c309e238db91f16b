package dev.ferry.topology;

/** How often the effect of a message may happen. */
public enum Guarantee {
  /** The message is completed before the handler runs: never twice, perhaps not at all. */
  AT_MOST_ONCE,
  /**
   * The message is completed after the handler ran: never lost, perhaps more than once. No record
   * is kept.
   */
  AT_LEAST_ONCE,
  /**
   * A message that was handled is known and not handled again. Exactly one effect through a crash
   * between the effect and its record needs both in one transaction.
   */
  EXACTLY_ONCE_EFFECTS
}
