package dev.ferry.idempotency;

import java.util.Optional;

/**
 * The completion of the message being handled, as a value that a handler can commit together with
 * its effect.
 *
 * <p>A sample hides it behind a port of its own ({@code Ledger.record(entry, completion)}), with
 * one implementation for each store, so that handlers stay the same everywhere.
 */
public interface Completion {
  /**
   * What the store can join to a commit, where {@code type} names it: {@link InMemoryCommit} here,
   * a write item on DynamoDB, a connection on JDBC. Empty where the store has no such thing or
   * there is no store: the effect is committed alone then, and the completion follows.
   */
  <T> Optional<T> unwrap(Class<T> type);

  /** The completion where there is no store. */
  static Completion none() {
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        return Optional.empty();
      }
    };
  }
}
