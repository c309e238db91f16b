package dev.ferry.functions.azure;

/** How a function's trigger is set, as its annotation says. */
public enum Trigger {
  /** One message an invocation. */
  ONE,
  /** Several messages an invocation: {@code cardinality = Cardinality.MANY}. */
  BATCH,
  /** One message an invocation, of a session: {@code isSessionsEnabled = true}. */
  SESSION
}
