package dev.ferry.messaging.spi;

import dev.ferry.messaging.internal.Pairs;
import java.time.Duration;
import java.util.Map;

/** What is to become of one delivery. */
public sealed interface Settlement {
  /** What the driver gave with the delivery. */
  Object receipt();

  /**
   * It is done: the broker forgets it.
   *
   * @param receipt of the delivery
   */
  record Ack(Object receipt) implements Settlement {}

  /**
   * It goes back.
   *
   * @param receipt of the delivery
   * @param redeliverAfter not before this has passed, where the broker can wait
   */
  record Nack(Object receipt, Duration redeliverAfter) implements Settlement {}

  /**
   * The broker itself moves it to its dead-letter queue.
   *
   * @param receipt of the delivery
   * @param reason a short code
   * @param description for people; the driver cuts it to what the broker takes
   * @param attributes replace the message's native attributes on the copy
   */
  record DeadLetter(
      Object receipt, String reason, String description, Map<String, String> attributes)
      implements Settlement {
    /** Copies the attributes. */
    public DeadLetter {
      attributes = Pairs.copy(attributes);
    }
  }

  /**
   * Its lease is made to last this long from now.
   *
   * @param receipt of the delivery
   * @param lease the time from now
   */
  record Extend(Object receipt, Duration lease) implements Settlement {}
}
