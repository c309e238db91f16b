package dev.ferry.embedded.simulation;

import java.util.Arrays;
import java.util.List;

/** A moment in a message's life at which a simulated process may die. */
public enum CrashPoint {
  /** The record says that somebody runs the message; nobody does. */
  AFTER_CLAIM("after claim"),
  /**
   * The handler has done its part, but the record does not say so. Where it commits effect and
   * completion together, both are staged and neither is there.
   */
  AFTER_EFFECT("after effect"),
  /** The completion is written; what was staged with it is not published, and nobody was told. */
  AFTER_COMPLETE("after complete"),
  /** The dead letter is stored; the record and the broker do not know. */
  AFTER_DEAD_LETTER("after dead-letter send"),
  /** All is done; the broker will deliver it again. */
  BEFORE_ACK("before ack");

  private final String point;

  CrashPoint(String point) {
    this.point = point;
  }

  /** The name under which {@link dev.ferry.simulation.Faults} know it, such as "before ack". */
  public String point() {
    return point;
  }

  /** All names, in the order of the points. */
  public static List<String> points() {
    return Arrays.stream(values()).map(CrashPoint::point).toList();
  }
}
