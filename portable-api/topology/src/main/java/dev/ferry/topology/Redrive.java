package dev.ferry.topology;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How dead letters are given another life. Immutable.
 *
 * @param rounds how many further lives a message has after its first; from 0
 * @param mode who begins a round
 * @param messagesPerSecond how many dead letters are moved each second, at most
 * @param parking the queue for dead letters without rounds left; null if there is none
 */
public record Redrive(int rounds, Mode mode, int messagesPerSecond, @Nullable String parking) {

  /** Who begins a round. */
  public enum Mode {
    /** An operator, when the cause is mended. */
    MANUAL,
    /** The redrive function, by age; it backs off and stops when failures come back. */
    AUTOMATIC
  }

  /** The queue for dead letters without rounds left, which nobody consumes. */
  public Optional<String> parkQueue() {
    return Optional.ofNullable(parking);
  }
}
