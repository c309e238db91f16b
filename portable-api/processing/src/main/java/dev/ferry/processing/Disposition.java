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
   * @param attempt the attempt that failed; 0 where none did
   */
  record Redeliver(Duration after, Why why, int attempt) implements Disposition {
    /** Back without a failed attempt. */
    public Redeliver(Duration after, Why why) {
      this(after, why, 0);
    }
  }

  /** Nothing is left to do: the broker itself has dead-lettered it. */
  record Settled() implements Disposition {}

  /**
   * Touch nothing, and do not say that it is done: its lease runs out.
   *
   * @param cause why it is not ours to settle
   */
  record Leave(Cause cause) implements Disposition {}

  /** Why a delivery is left as it is. */
  enum Cause {
    /** A later owner has its record: how long it stays hidden is for that one to say. */
    FENCED_OUT,
    /**
     * Its handler would not stop and still runs. A host that freezes or ends its process after an
     * answer must give none.
     */
    ABANDONED,
    /** An error of the process itself, not of the handler, ended its run. */
    BROKEN
  }

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
