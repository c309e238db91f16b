package dev.ferry.messaging;

import java.time.Duration;

/**
 * Hears what publishers and subscriptions do; every method does nothing by default.
 *
 * <p>Called on the thread that did it, so it must be quick; what it throws is ignored. Names and
 * units of what to record are in {@link MessagingMetric}. Safe for use by several threads at once.
 */
public interface MessagingListener {
  /** A listener that does nothing. */
  static MessagingListener noop() {
    return NoopListener.INSTANCE;
  }

  /**
   * The broker stored messages in one call.
   *
   * @param channel the address
   * @param messages how many
   * @param bytes how large they were, with attributes
   * @param elapsed how long the call took
   */
  default void published(String channel, int messages, long bytes, Duration elapsed) {}

  /**
   * The broker refused messages, or could not be asked.
   *
   * @param channel the address
   * @param messages how many of one call failed with this code
   * @param code why
   */
  default void publishFailed(String channel, int messages, ErrorCode code) {}

  /**
   * Messages were received in one call.
   *
   * @param channel the address
   * @param messages how many, at least one
   * @param bytes how large they were, with attributes
   */
  default void received(String channel, int messages, long bytes) {}

  /** A delivery was settled. */
  default void settled(String channel, Verb verb) {}

  /** A settlement did not take effect. */
  default void settleFailed(String channel, Verb verb, ErrorCode code) {}

  /** How a delivery can be settled. */
  enum Verb {
    /** Done with. */
    ACK,
    /** Given back. */
    NACK,
    /** Dead-lettered by the broker. */
    DEAD_LETTER,
    /** Its lease made longer. */
    EXTEND
  }
}
