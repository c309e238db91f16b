package dev.ferry.idempotency;

/** Commits an effect in this process together with the completion of its message. */
@FunctionalInterface
public interface InMemoryCommit {
  /**
   * Runs {@code effect} and completes the record, both or neither: when the record is no longer
   * ours, or is completed already, the effect does not run; when the effect throws, the record
   * stays as it was.
   *
   * <p>Other calls for the same message wait meanwhile, those for other messages do not.
   *
   * @param effect quick, and without calls to the store
   * @throws IllegalStateException out of {@code effect}, when it calls the store for the same
   *     message
   */
  Written commit(Runnable effect);
}
