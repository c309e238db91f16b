package dev.ferry.topology;

/** How much of a backoff is left to chance, so that failures do not come back all at once. */
public enum Jitter {
  /** Nothing: the backoff as computed. */
  NONE,
  /** Half of it: between half of the backoff and the whole. */
  EQUAL,
  /** All of it: between nothing and the backoff. */
  FULL
}
