package dev.ferry.messaging;

import java.time.Duration;

/**
 * The numbers that a broker holds a destination to.
 *
 * @param messageBytes the largest message, with its attributes and what Ferry adds
 * @param attributes how many attributes a message may have, Ferry's own two slots included
 * @param attributeValueBytes the largest value of one attribute, Ferry's own included
 * @param attributeOverheadBytes what the broker counts for each attribute beside name and value
 * @param batchMessages the most messages of one send or one receive
 * @param batchBytes the most bytes of one send
 * @param delay the longest delay of a message; zero where it cannot be delayed
 * @param redeliveryDelay the longest delay of a nack; zero where redelivery cannot be delayed
 * @param ackDeadline the longest lease that one receive or extension can give
 */
public record Limits(
    int messageBytes,
    int attributes,
    int attributeValueBytes,
    int attributeOverheadBytes,
    int batchMessages,
    int batchBytes,
    Duration delay,
    Duration redeliveryDelay,
    Duration ackDeadline) {
  /** The slots that Ferry takes on every message: its metadata and the trace context. */
  public static final int RESERVED_ATTRIBUTES = 2;

  /**
   * Checks the numbers, which a provider made.
   *
   * @throws MessagingException INVALID_ARGUMENT when a size is not positive, there is no room for
   *     the reserved attributes, or a time is negative
   */
  public Limits {
    if (messageBytes < 1 || attributeValueBytes < 1 || batchMessages < 1 || batchBytes < 1) {
      throw MessagingException.invalid("limits: sizes must be positive");
    }
    if (attributes < RESERVED_ATTRIBUTES || attributeOverheadBytes < 0) {
      throw MessagingException.invalid(
          "limits: " + RESERVED_ATTRIBUTES + " attributes or more, their overhead not negative");
    }
    if (delay.isNegative() || redeliveryDelay.isNegative() || ackDeadline.isNegative()) {
      throw MessagingException.invalid("limits: times must not be negative");
    }
  }

  /** For a broker that bounds the whole message and no attribute by itself. */
  public Limits(
      int messageBytes,
      int attributes,
      int attributeOverheadBytes,
      int batchMessages,
      int batchBytes,
      Duration delay,
      Duration redeliveryDelay,
      Duration ackDeadline) {
    this(
        messageBytes,
        attributes,
        messageBytes,
        attributeOverheadBytes,
        batchMessages,
        batchBytes,
        delay,
        redeliveryDelay,
        ackDeadline);
  }
}
