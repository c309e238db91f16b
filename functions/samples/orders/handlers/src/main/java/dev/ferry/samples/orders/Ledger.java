package dev.ferry.samples.orders;

import dev.ferry.idempotency.Completion;

/**
 * The sample's port to where its effects are kept, append-only; one implementation for each store,
 * so that the handlers stay the same everywhere. Safe for use by several threads at once.
 */
@FunctionalInterface
public interface Ledger {
  /**
   * Records an effect in one commit with the completion of its message, where the store can join
   * it; else alone, and the completion follows. Messages are to be staged before, so that the
   * commit carries them too. Returns without recording anything when the same run has committed
   * already.
   *
   * @throws FencedOut when another worker owns the message by now; nothing was recorded
   */
  void record(Entry entry, Completion completion);
}
