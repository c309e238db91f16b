package dev.ferry.messaging.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A queue to be made.
 *
 * @param name its name
 * @param ordered whether messages of one ordering key keep their order
 * @param ackDeadline how long a lease lasts
 * @param retention how long a message is kept
 * @param maxDeliveries after how many deliveries the broker dead-letters by itself; 0 for never
 * @param deadLetterQueue where to; null for nowhere
 * @param deduplicationWindow how long a deduplication id is remembered; zero for never
 * @param partitions into how many partitions keys are spread, each read by one consumer at a time;
 *     0 for none, where all consumers compete for every message
 */
public record QueueSpec(
    String name,
    boolean ordered,
    Duration ackDeadline,
    Duration retention,
    int maxDeliveries,
    @Nullable String deadLetterQueue,
    Duration deduplicationWindow,
    int partitions) {

  /**
   * A queue without order: leases of 30 seconds, kept 4 days, never dead-lettered by the broker.
   */
  public static QueueSpec standard(String name) {
    return new QueueSpec(
        name, false, Duration.ofSeconds(30), Duration.ofDays(4), 0, null, Duration.ZERO, 0);
  }

  /** A queue that keeps the order of keys and remembers deduplication ids for 5 minutes. */
  public static QueueSpec ordered(String name) {
    return new QueueSpec(
        name, true, Duration.ofSeconds(30), Duration.ofDays(4), 0, null, Duration.ofMinutes(5), 0);
  }

  /** A copy with leases of another length. */
  public QueueSpec withAckDeadline(Duration deadline) {
    return new QueueSpec(
        name,
        ordered,
        deadline,
        retention,
        maxDeliveries,
        deadLetterQueue,
        deduplicationWindow,
        partitions);
  }

  /** A copy that keeps messages for another time. */
  public QueueSpec withRetention(Duration kept) {
    return new QueueSpec(
        name,
        ordered,
        ackDeadline,
        kept,
        maxDeliveries,
        deadLetterQueue,
        deduplicationWindow,
        partitions);
  }

  /** A copy that dead-letters after {@code deliveries} to {@code queue}. */
  public QueueSpec withDeadLetter(int deliveries, String queue) {
    return new QueueSpec(
        name, ordered, ackDeadline, retention, deliveries, queue, deduplicationWindow, partitions);
  }

  /** A copy that remembers deduplication ids for another time. */
  public QueueSpec withDeduplicationWindow(Duration window) {
    return new QueueSpec(
        name, ordered, ackDeadline, retention, maxDeliveries, deadLetterQueue, window, partitions);
  }

  /** A copy with this many partitions. */
  public QueueSpec withPartitions(int count) {
    return new QueueSpec(
        name,
        ordered,
        ackDeadline,
        retention,
        maxDeliveries,
        deadLetterQueue,
        deduplicationWindow,
        count);
  }
}
