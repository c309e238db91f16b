package dev.ferry.processing.internal;

import dev.ferry.messaging.Message;

/** A turn's place in its lane. */
final class Place {
  private final Turn turn;
  private final String lane;
  private final DeadlineGuard guard;
  private boolean left;

  Place(Turn turn, String lane, DeadlineGuard guard) {
    this.turn = turn;
    this.lane = lane;
    this.guard = guard;
  }

  Turn turn() {
    return turn;
  }

  Message message() {
    return turn.delivery().message();
  }

  String lane() {
    return lane;
  }

  DeadlineGuard guard() {
    return guard;
  }

  /** Whether it leaves now, for the first time; asked under the lanes' lock. */
  boolean leaves() {
    boolean first = !left;
    left = true;
    return first;
  }
}
