package dev.ferry.messaging;

import dev.ferry.messaging.spi.Settlement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of one delivery, for {@link Subscription#settle} to settle together with
 * others. Immutable.
 *
 * @param delivery of that subscription
 * @param redeliverAfter as {@link Delivery#nack}; null to ack it
 */
public record Settling(Delivery delivery, @Nullable Duration redeliverAfter) {
  /** It is done: the broker forgets it. */
  public static Settling ack(Delivery delivery) {
    return new Settling(delivery, null);
  }

  /** It goes back and comes again, as {@link Delivery#nack} says. */
  public static Settling nack(Delivery delivery, Duration redeliverAfter) {
    return new Settling(delivery, redeliverAfter);
  }

  Settlement settlement(Settler settler) {
    return redeliverAfter == null
        ? new Settlement.Ack(delivery.receipt())
        : settler.nacking(delivery.receipt(), redeliverAfter);
  }
}
