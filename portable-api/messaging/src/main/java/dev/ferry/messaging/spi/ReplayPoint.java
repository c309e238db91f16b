package dev.ferry.messaging.spi;

import java.time.Instant;

/** A point in what a subscription has stored. */
public sealed interface ReplayPoint {
  /**
   * The first message stored at this time or later.
   *
   * @param time the time
   */
  record Time(Instant time) implements ReplayPoint {}

  /**
   * The message at this offset of every partition.
   *
   * @param offset from 0
   */
  record Offset(long offset) implements ReplayPoint {}
}
