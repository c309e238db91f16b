package dev.ferry.processing.deadletter;

import dev.ferry.messaging.MessagingException;

/**
 * How often dead letters go back to their handler.
 *
 * @param rounds the most redrives of a message, 0 to 100; after them it is parked
 */
public record RedrivePolicy(int rounds) {
  /**
   * Checks the number.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is outside its range
   */
  public RedrivePolicy {
    if (rounds < 0 || rounds > 100) {
      throw MessagingException.invalid("redrive policy: rounds " + rounds + " (0 to 100)");
    }
  }

  /** Three redrives. */
  public static RedrivePolicy defaults() {
    return new RedrivePolicy(3);
  }

  /** Whether a message that would begin {@code round} is to be parked instead. */
  public boolean parks(int round) {
    return round > rounds;
  }
}
