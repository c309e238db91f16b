package dev.ferry.operations;

/**
 * Hears what a run does with each letter, on the thread that does it; what it throws is ignored.
 */
@FunctionalInterface
public interface Progress {
  /** One letter is dealt with, or one try to send it has failed. */
  void handled(DeadLetter letter, Fate fate);

  /** Nobody hears. */
  static Progress none() {
    return (letter, fate) -> {};
  }
}
