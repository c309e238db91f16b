package dev.ferry.processing;

import java.time.Duration;

/** What the host is to do with a delivery, in the words that every host has. */
public sealed interface Disposition {
  /** Forget it: acknowledge, delete, complete, answer 2xx. */
  record Done() implements Disposition {}

  /**
   * Give it back.
   *
   * @param after not before this has passed, where the host can wait
   * @param why for counts, logs and the breaker
   */
  record Redeliver(Duration after, Why why) implements Disposition {}

  /** Nothing is left to do: the broker itself has dead-lettered it. */
  record Settled() implements Disposition {}

  /** Touch nothing: it belongs to somebody else by now, or its run would not stop. */
  record Leave() implements Disposition {}

  /** Why a delivery goes back. */
  enum Why {
    /** Its handler failed, and its policy retries. */
    RETRY,
    /** Somebody else runs it now. */
    IN_PROGRESS,
    /** It was not begun: no time left, an earlier one of its key failed, or the worker drains. */
    NOT_ATTEMPTED,
    /** The idempotency store could not be asked. */
    STORE_UNREACHABLE,
    /** Its dead letter, or what it staged, could not be sent. */
    SEND_FAILED
  }
}
