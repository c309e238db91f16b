package dev.ferry.messaging;

import dev.ferry.messaging.internal.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a message went through before, carried in its metadata wherever Ferry sends it again.
 *
 * <p>Counts end at {@link #MAX_COUNT}, so that counting on from whatever a sender wrote never
 * fails.
 *
 * @param round 0 in a message's first life; every redrive begins the next round
 * @param attempts how often a handler ran with it in earlier rounds, in all
 * @param firstSeen when its first handler first saw it; null before that
 * @param source the channel it first came from, such as {@code embedded:orders}; null before that
 */
public record History(
    int round, int attempts, @Nullable Instant firstSeen, @Nullable String source) {
  /** The highest count there is; a higher one counts as this. */
  public static final int MAX_COUNT = 999_999_999;

  private static final History NONE = new History(0, 0, null, null);

  /**
   * Checks what it takes to travel.
   *
   * @throws MessagingException INVALID_ARGUMENT when a number is negative, {@code firstSeen} is
   *     more than 30,000 years away or {@code source} is malformed
   */
  public History {
    if (round < 0 || attempts < 0) {
      throw MessagingException.invalid(
          "history: round " + round + " and attempts " + attempts + " must not be negative");
    }
    round = Math.min(round, MAX_COUNT);
    attempts = Math.min(attempts, MAX_COUNT);
    if (firstSeen != null) {
      Text.checked("time of the first sight", firstSeen);
    }
    if (source != null) {
      Text.checked("source", source);
    }
  }

  /** The history of a message that nobody has handled. */
  public static History none() {
    return NONE;
  }
}
