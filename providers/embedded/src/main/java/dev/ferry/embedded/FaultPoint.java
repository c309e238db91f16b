package dev.ferry.embedded;

/**
 * The points at which the broker asks for faults: what to name in a {@link
 * dev.ferry.simulation.FaultPlan}.
 *
 * <p>{@code THROTTLE}, {@code LOST_RESPONSE} and {@code PARTIAL_BATCH_FAILURE} are asked for at
 * {@link #PUBLISH}, {@link #RECEIVE} (but for the last) and {@link #SETTLE}; {@code DUPLICATE} at
 * {@link #PUBLISH}, once for each queue that stores a message; {@code REORDER} and {@code
 * LOSE_LEASE} at {@link #RECEIVE}; {@code DROP_ACK} at {@link #ACK}; {@code CRASH} before and after
 * each call of a driver.
 */
public final class FaultPoint {
  /** A batch is sent. */
  public static final String PUBLISH = "publish";

  /** Messages are asked for. */
  public static final String RECEIVE = "receive";

  /** Deliveries are settled, extended or dead-lettered. */
  public static final String SETTLE = "settle";

  /** One delivery is acked. */
  public static final String ACK = "ack";

  private FaultPoint() {}

  /** The point of a crash before a call has had any effect. */
  public static String before(String call) {
    return "before-" + call;
  }

  /** The point of a crash after a call has had its effect and before its caller knows. */
  public static String after(String call) {
    return "after-" + call;
  }
}
