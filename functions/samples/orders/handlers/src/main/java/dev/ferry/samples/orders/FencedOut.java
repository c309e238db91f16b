package dev.ferry.samples.orders;

import dev.ferry.idempotency.Completion;

/**
 * An effect that was not recorded: another worker owns its message by now, and will have it.
 *
 * @see Ledger#record(Entry, Completion)
 */
public final class FencedOut extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** For an entry that was not recorded. */
  public FencedOut(Entry entry) {
    super(
        "record %s of message '%s': another worker owns the message by now; nothing was recorded"
            .formatted(entry.kind(), entry.messageId()));
  }
}
