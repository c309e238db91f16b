package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.Written;

/** Effects that a store commits together with a completion, for the suite to count. Thread-safe. */
public interface EffectLedger {
  /** Adds one occurrence of {@code entry} and completes, both or neither. */
  Written commit(String entry, Completion completion);

  /**
   * Tries the same in a commit that fails on the effect's side: a constraint is violated, a
   * condition is not met, the effect throws.
   *
   * @throws RuntimeException always
   */
  void commitFailing(String entry, Completion completion);

  /** How many occurrences of {@code entry} were committed. */
  int occurrences(String entry);
}
