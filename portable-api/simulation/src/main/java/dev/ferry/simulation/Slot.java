package dev.ferry.simulation;

import java.time.Instant;

/** A timer's place in the order of time: its due instant, then the order of submission. */
record Slot(Instant due, long order) implements Comparable<Slot> {
  @Override
  public int compareTo(Slot other) {
    int byDue = due.compareTo(other.due);
    return byDue != 0 ? byDue : Long.compare(order, other.order);
  }
}
