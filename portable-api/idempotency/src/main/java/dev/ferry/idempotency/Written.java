package dev.ferry.idempotency;

/** What became of a write that only the owner of a record may make. */
public enum Written {
  /** It took effect, now or when it was sent before. */
  WRITTEN,
  /**
   * The record shows our own completion, made by an earlier call or by the handler's own commit:
   * the effect happened, and the message may be forgotten.
   */
  OWN_COMPLETED,
  /** Somebody else owns the record by now: nothing was changed, and nothing is ours to settle. */
  FENCED_OUT
}
