package dev.ferry.embedded;

import dev.ferry.messaging.spi.Settlement;
import java.util.List;

/**
 * The points at which the broker asks for faults: what to name in a {@link
 * dev.ferry.simulation.FaultPlan}, such as {@code once(Fault.CRASH, FaultPoint.ACK.before())}.
 *
 * <ul>
 *   <li>{@code THROTTLE} and {@code LOST_RESPONSE}: at every point.
 *   <li>{@code PARTIAL_BATCH_FAILURE}: at {@link #PUBLISH} and those that settle, once for each
 *       entry of a batch of two or more, of which one always goes through.
 *   <li>{@code CRASH}: {@link #before()} and {@link #after()} every point.
 *   <li>{@code DUPLICATE}: at {@link #PUBLISH}, once for each queue that stores a message.
 *   <li>{@code REORDER}: at {@link #RECEIVE}, once for each receive that finds something.
 *   <li>{@code LOSE_LEASE}: at {@link #RECEIVE}, once for each message that was leased.
 *   <li>{@code DROP_ACK}: at {@link #ACK}, once for each ack; the lease goes on.
 * </ul>
 */
public enum FaultPoint {
  /** A batch is sent. */
  PUBLISH("publish"),
  /** Messages are asked for. */
  RECEIVE("receive"),
  /** Deliveries are acked. */
  ACK("ack"),
  /** Deliveries go back. */
  NACK("nack"),
  /** Deliveries are dead-lettered by the broker. */
  DEAD_LETTER("dead-letter"),
  /** Leases are made longer. */
  EXTEND("extend"),
  /** Deliveries are settled in different ways by one call. */
  SETTLE("settle");

  private final String point;
  private final String before;
  private final String after;

  FaultPoint(String point) {
    this.point = point;
    this.before = "before-" + point;
    this.after = "after-" + point;
  }

  /** The point of everything but a crash: its name in lower case, with hyphens. */
  public String point() {
    return point;
  }

  /** The point of a crash before the call has had any effect: {@code before-ack}. */
  public String before() {
    return before;
  }

  /** The point of a crash after the effect and before the caller knows: {@code after-ack}. */
  public String after() {
    return after;
  }

  /** The point of a call that settles all these. */
  static FaultPoint of(List<Settlement> settlements) {
    List<FaultPoint> points = settlements.stream().map(FaultPoint::of).distinct().toList();
    return points.size() == 1 ? points.get(0) : SETTLE;
  }

  private static FaultPoint of(Settlement settlement) {
    if (settlement instanceof Settlement.Ack) {
      return ACK;
    } else if (settlement instanceof Settlement.Nack) {
      return NACK;
    }
    return settlement instanceof Settlement.Extend ? EXTEND : DEAD_LETTER;
  }
}
