package dev.ferry.peers.azure.servicebus;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a queue, or a subscription, is made. Immutable; {@code withX} gives a copy.
 *
 * @param name its name
 * @param lock how long a message or a session is locked
 * @param maxDeliveries after how many failed deliveries it dead-letters a message
 * @param sessions whether every message has a session and every receiver takes one
 * @param timeToLive how long a message lives that does not say it itself; null for ever
 * @param deadLettersExpired whether what expires is dead-lettered, and not just gone
 * @param duplicates how long message ids are remembered; zero for never
 * @param forwardTo the queue that gets all its messages; null for none
 * @param forwardDeadLettersTo the queue that gets its dead letters; null for its own
 */
public record QueueOptions(
    String name,
    Duration lock,
    int maxDeliveries,
    boolean sessions,
    @Nullable Duration timeToLive,
    boolean deadLettersExpired,
    Duration duplicates,
    @Nullable String forwardTo,
    @Nullable String forwardDeadLettersTo) {

  /** Checks the numbers. */
  public QueueOptions {
    if (name.isBlank() || maxDeliveries < 1 || lock.isNegative() || lock.isZero()) {
      throw new IllegalArgumentException(
          "a queue has a name, a lock longer than zero and one delivery or more");
    }
  }

  /** Locks of a minute, ten deliveries, no sessions, for ever, no duplicate detection. */
  public static QueueOptions of(String name) {
    return new QueueOptions(
        name, Duration.ofMinutes(1), 10, false, null, false, Duration.ZERO, null, null);
  }

  /** With locks that last as long as this. */
  public QueueOptions withLock(Duration duration) {
    return new QueueOptions(
        name,
        duration,
        maxDeliveries,
        sessions,
        timeToLive,
        deadLettersExpired,
        duplicates,
        forwardTo,
        forwardDeadLettersTo);
  }

  /** With so many deliveries before it dead-letters. */
  public QueueOptions withMaxDeliveries(int count) {
    return new QueueOptions(
        name,
        lock,
        count,
        sessions,
        timeToLive,
        deadLettersExpired,
        duplicates,
        forwardTo,
        forwardDeadLettersTo);
  }

  /** With sessions. */
  public QueueOptions withSessions() {
    return new QueueOptions(
        name,
        lock,
        maxDeliveries,
        true,
        timeToLive,
        deadLettersExpired,
        duplicates,
        forwardTo,
        forwardDeadLettersTo);
  }

  /** With messages that live so long and then are dead-lettered, or gone. */
  public QueueOptions withTimeToLive(Duration life, boolean deadLetter) {
    return new QueueOptions(
        name,
        lock,
        maxDeliveries,
        sessions,
        life,
        deadLetter,
        duplicates,
        forwardTo,
        forwardDeadLettersTo);
  }

  /** With message ids remembered for so long. */
  public QueueOptions withDuplicateDetection(Duration window) {
    return new QueueOptions(
        name,
        lock,
        maxDeliveries,
        sessions,
        timeToLive,
        deadLettersExpired,
        window,
        forwardTo,
        forwardDeadLettersTo);
  }

  /** With another queue that gets everything. */
  public QueueOptions withForwardTo(String queue) {
    return new QueueOptions(
        name,
        lock,
        maxDeliveries,
        sessions,
        timeToLive,
        deadLettersExpired,
        duplicates,
        queue,
        forwardDeadLettersTo);
  }

  /** With another queue that gets the dead letters. */
  public QueueOptions withForwardDeadLettersTo(String queue) {
    return new QueueOptions(
        name,
        lock,
        maxDeliveries,
        sessions,
        timeToLive,
        deadLettersExpired,
        duplicates,
        forwardTo,
        queue);
  }

  /** The same under another name. */
  QueueOptions named(String other) {
    return new QueueOptions(
        other,
        lock,
        maxDeliveries,
        sessions,
        timeToLive,
        deadLettersExpired,
        duplicates,
        forwardTo,
        forwardDeadLettersTo);
  }
}
