package dev.ferry.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has sent: the latest round of each message, as many as it can remember; the oldest are
 * forgotten first. One thread.
 */
final class Sent {
  /** How far the clocks of those who send dead letters may be behind. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final @Nullable String handler;
  private final Map<String, Copy> copies;

  Sent(@Nullable String handler, int memory) {
    this.handler = handler;
    this.copies =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Copy> eldest) {
            return size() > memory;
          }
        };
  }

  void add(DeadLetter letter) {
    copies.put(key(handler, letter), new Copy(letter.round(), letter.seenAt()));
  }

  /** Whether this round of it was sent, or a later one. */
  boolean covers(DeadLetter letter) {
    Copy copy = copies.get(key(handler, letter));
    return copy != null && letter.round() <= copy.round;
  }

  /** Whether it is a letter of an earlier round that was sent and has failed since. */
  boolean returned(DeadLetter letter) {
    Copy copy = copies.get(key(handler, letter));
    return copy != null
        && letter.round() > copy.round
        && !letter.deadSince().isBefore(copy.at.minus(SKEW));
  }

  /** What copies of one message of one handler have in common. */
  static String key(@Nullable String handler, DeadLetter letter) {
    return (handler == null ? letter.envelope().handler() : handler) + '\n' + letter.id();
  }

  /** A round that was sent, and when. */
  private record Copy(int round, Instant at) {}
}
