package dev.ferry.messaging;

import java.time.Duration;

/**
 * The numbers that a broker holds a destination to.
 *
 * @param messageBytes the largest message, with its attributes and what Ferry adds
 * @param attributes how many attributes a message may have, Ferry's own two slots included
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
    int attributeOverheadBytes,
    int batchMessages,
    int batchBytes,
    Duration delay,
    Duration redeliveryDelay,
    Duration ackDeadline) {
  /** The slots that Ferry takes on every message: its metadata and the trace context. */
  public static final int RESERVED_ATTRIBUTES = 2;
}
