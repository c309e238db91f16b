package dev.ferry.processing.deadletter;

import dev.ferry.messaging.MessagingException;

/**
 * How often dead letters go back to their handler, and who sends them.
 *
 * @param rounds the most redrives of a message, 0 to 100; after them it is parked
 * @param automatic whether a function sends them back by their age; an operator does otherwise
 * @param messagesPerSecond how many go back each second, at most; more than 0
 */
public record RedrivePolicy(int rounds, boolean automatic, double messagesPerSecond) {
  private static final double BESIDE_NEW_MESSAGES = 10;

  /**
   * Checks the numbers.
   *
   * @throws MessagingException INVALID_ARGUMENT when one is outside its range
   */
  public RedrivePolicy {
    if (rounds < 0 || rounds > 100) {
      throw MessagingException.invalid("redrive policy: rounds " + rounds + " (0 to 100)");
    }
    if (!(messagesPerSecond > 0 && messagesPerSecond <= 1_000_000)) {
      throw MessagingException.invalid(
          "redrive policy: messagesPerSecond " + messagesPerSecond + " (0 to 1,000,000)");
    }
  }

  /** So many redrives, by an operator, 10 a second. */
  public RedrivePolicy(int rounds) {
    this(rounds, false, BESIDE_NEW_MESSAGES);
  }

  /** Three redrives, by an operator, 10 a second. */
  public static RedrivePolicy defaults() {
    return new RedrivePolicy(3);
  }

  /** Whether a message that would begin {@code round} is to be parked instead. */
  public boolean parks(int round) {
    return round > rounds;
  }
}
