package dev.ferry.messaging;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a message went through before, carried in its metadata wherever Ferry sends it again.
 *
 * @param round 0 in a message's first life; every redrive begins the next round
 * @param attempts how often a handler ran with it in earlier rounds, in all
 * @param firstSeen when its first handler first saw it; null before that
 * @param source the channel it first came from, such as {@code embedded:orders}; null before that
 */
public record History(
    int round, int attempts, @Nullable Instant firstSeen, @Nullable String source) {
  private static final History NONE = new History(0, 0, null, null);

  /**
   * Checks the numbers.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is negative
   */
  public History {
    if (round < 0 || attempts < 0) {
      throw MessagingException.invalid(
          "history: round " + round + " and attempts " + attempts + " must not be negative");
    }
  }

  /** The history of a message that nobody has handled. */
  public static History none() {
    return NONE;
  }
}
