package dev.ferry.messaging;

import dev.ferry.messaging.internal.Digest;

/**
 * Why a message is sent, which decides its deduplication id: equal when the same hop is repeated,
 * different on the next hop, so that a broker's window never swallows a retry or a redrive.
 */
public enum Hop {
  /** A user publishes it. */
  PUBLISH,
  /** A copy is scheduled because its handler failed. */
  RETRY,
  /** A copy is scheduled because somebody else has the message, or nobody could begin with it. */
  WAIT,
  /** It goes to a dead-letter queue. */
  DEAD_LETTER,
  /** It goes from a dead-letter queue back to its handler. */
  REDRIVE,
  /** It goes to a park queue for good. */
  PARK,
  /** The broker dead-lettered it, and a copy with an envelope takes its place. */
  ENVELOPE;

  /**
   * The deduplication id of this hop of a message: 32 hexadecimal digits.
   *
   * @param id the message's stable id
   * @param round the round it was in
   * @param attempt the attempt that led to the hop; 0 where there was none
   */
  public String deduplicationId(String id, int round, int attempt) {
    return Digest.of(name() + '\n' + round + '\n' + attempt + '\n' + id);
  }
}
