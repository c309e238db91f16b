package dev.ferry.messaging.spi;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Room;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Receives from one queue or subscription and settles what it received. Safe for use by several
 * threads at once.
 */
public interface SubscriptionDriver extends AutoCloseable {
  /** What the source can do; constant for this driver. */
  Capabilities capabilities();

  /**
   * Leases up to {@code max} messages, blocking until at least one is there or {@code wait} has
   * passed. An empty list is no error. Interruption and {@link #close()} end the wait at once with
   * an empty list or CANCELLED.
   *
   * @param max at least 1; the driver gives at most its batch limit
   * @throws MessagingException when the broker could not be asked; nothing is leased then, or its
   *     lease runs out
   */
  List<InboundMessage> receive(int max, Duration wait);

  /**
   * As {@link #receive(int, Duration)}, asked by somebody who comes again as soon as it can hold
   * more, and keeps the leases of what it holds: a source that sends by itself may let as much come
   * ahead as there is room for, so that it waits for nobody. What comes and is not fetched at once
   * must go back.
   */
  default List<InboundMessage> receive(int max, Duration wait, Room room) {
    return receive(max, wait);
  }

  /**
   * Settles deliveries in one service call where the broker has one, blocking until it answered.
   *
   * @return for each settlement, in order, null when it took effect or why it did not; a lease that
   *     is over gives FAILED_PRECONDITION
   * @throws MessagingException when nothing is known of any of them
   */
  List<@Nullable MessagingException> settle(List<Settlement> settlements);

  /**
   * Looks at messages without leasing or counting them, from the oldest on.
   *
   * @param cursor where the last page ended; null for the beginning
   * @throws MessagingException UNSUPPORTED where {@link Capabilities#peek()} is not NATIVE
   */
  PeekPage peek(@Nullable String cursor, int max);

  /**
   * Goes back (or forward) to a point: what was stored from there on is delivered again.
   *
   * @throws MessagingException UNSUPPORTED where {@link Capabilities#replay()} is false
   */
  void seek(ReplayPoint point);

  /** The SDK's own client, where {@code type} names it. */
  <T> Optional<T> unwrap(Class<T> type);

  /** Ends waits, gives up what it opened; leases run out by themselves. Idempotent. */
  @Override
  void close();
}
