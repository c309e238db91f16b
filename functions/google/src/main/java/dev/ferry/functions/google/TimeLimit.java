package dev.ferry.functions.google;

import dev.ferry.functions.FunctionEnvironment;
import dev.ferry.messaging.MessagingException;
import java.time.DateTimeException;
import java.time.Duration;

/**
 * How long a request may take: the platform does not tell a function, so that it is told by {@code
 * FERRY_TIMEOUT}, the smaller of its own timeout and its subscription's ack deadline.
 */
final class TimeLimit {
  private static final String TIMEOUT = "FERRY_TIMEOUT";

  /** What the platform gives a function of which nobody says otherwise. */
  private static final Duration USUAL = Duration.ofSeconds(60);

  private static final Duration LONGEST = Duration.ofHours(1);

  private TimeLimit() {}

  /**
   * The limit of every request.
   *
   * @throws MessagingException INVALID_ARGUMENT when the variable is no time in bounds
   */
  static Duration of(FunctionEnvironment environment) {
    return environment.find(TIMEOUT).map(TimeLimit::parse).orElse(USUAL);
  }

  private static Duration parse(String text) {
    try {
      Duration limit = Duration.parse(text);
      if (limit.compareTo(Duration.ZERO) > 0 && limit.compareTo(LONGEST) <= 0) {
        return limit;
      }
    } catch (DateTimeException malformed) {
      throw refuse();
    }
    throw refuse();
  }

  private static MessagingException refuse() {
    return MessagingException.invalid(
        "start function: variable "
            + TIMEOUT
            + " is no time up to PT1H; set it to the smaller of the function's timeout and its subscription's ack deadline, such as PT60S");
  }
}
