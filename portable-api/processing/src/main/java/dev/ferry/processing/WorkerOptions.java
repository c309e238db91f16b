package dev.ferry.processing;

import dev.ferry.messaging.MessagingException;
import java.time.Duration;

/**
 * How a worker pulls.
 *
 * @param maxMessages the most messages in flight: running, or leased and waiting for their turn
 * @param maxBytes the bytes of bodies in flight from which on nothing more is received
 * @param receiveBatch the most messages of one receive; the broker's own limit holds as well
 * @param longPoll how long one receive on the worker's own thread waits for a message; at least 100
 *     ms, whatever is said here
 * @param messagesPerSecond the most messages a second; 0 for no limit
 * @param heartbeat whether leases are made longer while messages wait and run
 * @param breakerThreshold failures in a row that slow polling; 0 for never
 * @param longestWait the longest wait between polls while everything fails
 * @param drain how long closing waits for handlers that run
 */
public record WorkerOptions(
    int maxMessages,
    long maxBytes,
    int receiveBatch,
    Duration longPoll,
    double messagesPerSecond,
    boolean heartbeat,
    int breakerThreshold,
    Duration longestWait,
    Duration drain) {
  private static final WorkerOptions DEFAULTS =
      new WorkerOptions(
          200,
          64L << 20,
          10,
          Duration.ofSeconds(20),
          0,
          true,
          10,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30));

  /**
   * Checks the numbers.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is outside its range
   */
  public WorkerOptions {
    if (maxMessages < 1 || maxBytes < 1 || receiveBatch < 1) {
      throw MessagingException.invalid(
          "worker options: maxMessages, maxBytes and receiveBatch must be positive");
    }
    if (!(messagesPerSecond >= 0) || breakerThreshold < 0) {
      throw MessagingException.invalid(
          "worker options: messagesPerSecond and breakerThreshold must not be negative");
    }
    if (longPoll.isNegative() || longestWait.isNegative() || drain.isNegative()) {
      throw MessagingException.invalid(
          "worker options: longPoll, longestWait and drain must not be negative");
    }
  }

  /**
   * 200 messages or 64 MiB in flight, receives of 10 that wait 20 s, no rate limit, heartbeat, a
   * breaker after 10 failures that waits up to 30 s, 30 s to drain.
   */
  public static WorkerOptions defaults() {
    return DEFAULTS;
  }

  /** A copy with other bounds of what is in flight. */
  public WorkerOptions withFlow(int messages, long bytes) {
    return new WorkerOptions(
        messages,
        bytes,
        receiveBatch,
        longPoll,
        messagesPerSecond,
        heartbeat,
        breakerThreshold,
        longestWait,
        drain);
  }

  /** A copy with another way to receive. */
  public WorkerOptions withReceive(int batch, Duration wait) {
    return new WorkerOptions(
        maxMessages,
        maxBytes,
        batch,
        wait,
        messagesPerSecond,
        heartbeat,
        breakerThreshold,
        longestWait,
        drain);
  }

  /** A copy with another rate. */
  public WorkerOptions withRate(double perSecond) {
    return new WorkerOptions(
        maxMessages,
        maxBytes,
        receiveBatch,
        longPoll,
        perSecond,
        heartbeat,
        breakerThreshold,
        longestWait,
        drain);
  }

  /** A copy with or without a heartbeat. */
  public WorkerOptions withHeartbeat(boolean beats) {
    return new WorkerOptions(
        maxMessages,
        maxBytes,
        receiveBatch,
        longPoll,
        messagesPerSecond,
        beats,
        breakerThreshold,
        longestWait,
        drain);
  }

  /** A copy with another breaker. */
  public WorkerOptions withBreaker(int threshold, Duration longest) {
    return new WorkerOptions(
        maxMessages,
        maxBytes,
        receiveBatch,
        longPoll,
        messagesPerSecond,
        heartbeat,
        threshold,
        longest,
        drain);
  }

  /** A copy with another time to drain. */
  public WorkerOptions withDrain(Duration limit) {
    return new WorkerOptions(
        maxMessages,
        maxBytes,
        receiveBatch,
        longPoll,
        messagesPerSecond,
        heartbeat,
        breakerThreshold,
        longestWait,
        limit);
  }
}
