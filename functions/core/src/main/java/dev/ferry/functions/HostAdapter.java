package dev.ferry.functions;

import dev.ferry.messaging.Delivery;
import dev.ferry.processing.Disposition;
import java.util.List;

/**
 * A function host: how its events are read and its answers written. Safe for use by several threads
 * at once; blocks for nothing but service calls that its host needs to settle.
 *
 * @param <E> the native event
 * @param <R> the native answer
 */
public interface HostAdapter<E, R> {
  /**
   * The deliveries in an event, in its order.
   *
   * @throws RuntimeException when it is no such event: the host sees a failed invocation, and every
   *     message of it comes again
   */
  List<Delivery> read(E event);

  /**
   * The answer that makes the host do what was decided, after any service call that it needs for
   * that, such as setting a delay.
   *
   * @param decided what is to become of each delivery, in the order of the event
   */
  R answer(E event, List<Decided> decided);

  /**
   * A delivery and what is to become of it.
   *
   * @param delivery the delivery
   * @param disposition what is to become of it
   */
  record Decided(Delivery delivery, Disposition disposition) {}
}
