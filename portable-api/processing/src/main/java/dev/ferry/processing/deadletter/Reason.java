package dev.ferry.processing.deadletter;

/** Why a message is a dead letter. */
public enum Reason {
  /** Every attempt of the round failed, or did not come back. */
  ATTEMPTS_EXHAUSTED,
  /** The handler's rules say that this failure will never succeed. */
  REJECTED,
  /** The body is not what the handler's codec reads. */
  UNDECODABLE,
  /** Ferry's own metadata on it cannot be read. */
  MALFORMED_METADATA,
  /** Its id would change with a native redrive, and the handler refuses such ids. */
  UNSTABLE_ID,
  /** It is older than its policy allows. */
  EXPIRED,
  /** It is older than its record is kept, so that nobody knows whether it was done. */
  OLDER_THAN_RECORD,
  /** It failed after it was completed: its guarantee is at most once. */
  FAILED_AT_MOST_ONCE,
  /** The broker's own limit took it: it never reached a handler that could fail. */
  NATIVE
}
