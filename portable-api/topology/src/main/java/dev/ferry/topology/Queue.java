package dev.ferry.topology;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A queue: what one handler reads, or where dead letters wait. Immutable.
 *
 * @param name its name in the file; {@link Topology#resourceName} is what a cloud calls it
 * @param ordered whether messages of one key keep their order: a FIFO queue, a subscription with
 *     ordering keys, a queue with sessions
 * @param partitions how many partitions consumers share, from 1; for brokers that have them
 * @param delay how long every message stays invisible at first
 * @param retention how long a message is kept before the broker drops it
 * @param ackDeadline how long a delivered message stays hidden from others: visibility timeout, ack
 *     deadline, lock duration
 * @param maxMessageBytes the largest message, attributes included
 * @param dedupWindow how long a broker deduplication id is remembered; zero if it need not be
 * @param resource the ARN or name of a queue that exists and is used instead of a new one
 */
public record Queue(
    String name,
    boolean ordered,
    int partitions,
    Duration delay,
    Duration retention,
    Duration ackDeadline,
    long maxMessageBytes,
    Duration dedupWindow,
    @Nullable String resource) {

  private static final int MOST_DELIVERIES = 1000;

  /** The ARN or name of the existing queue, if this is one. */
  public Optional<String> existing() {
    return Optional.ofNullable(resource);
  }

  /**
   * How often the broker may deliver a message before it dead-letters it by itself: half of what
   * fits into the retention, at most 1000. This net catches only what never reaches a handler; what
   * a handler fails is decided by {@link Retry#attempts}, which must be lower by {@value
   * Topology#SPARE_DELIVERIES} or more.
   */
  public int maxDeliveries() {
    long fits = retention.dividedBy(2).dividedBy(ackDeadline);
    return (int) Math.min(MOST_DELIVERIES, fits);
  }
}
