package dev.ferry.functions;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.Guarantee;
import java.time.Duration;

/**
 * What a function needs whose platform gives an event up by itself, with no queue between: a
 * variable that says what the platform is configured to do, records that count attempts, and dead
 * letters that are sent before. Immutable.
 *
 * @param where how the handler is triggered, for people: {@code on a topic}
 * @param platform who gives up, for people
 * @param givesUpAfter after which time
 */
public record DirectTrigger(String where, String platform, Duration givesUpAfter) {
  /**
   * Checks what a function is deployed with.
   *
   * @param variable has to be set
   * @param why what is lost without it, and what to do
   * @throws MessagingException FAILED_PRECONDITION when a message could be lost
   */
  public void check(Deployed deployed, String variable, String why) {
    if (deployed.environment().find(variable).isEmpty()) {
      throw refuse(deployed, "variable " + variable + " is missing: " + why);
    }
    if (deployed.settings().guarantee() == Guarantee.AT_LEAST_ONCE) {
      throw refuse(
          deployed,
          "guarantee is at-least-once, but without records nobody counts attempts; keep records");
    }
    Duration maxAge = deployed.settings().maxAge();
    if (maxAge == null || maxAge.compareTo(givesUpAfter) >= 0) {
      throw refuse(
          deployed,
          "maxAge has to be less than %s: %s gives a message up then, and its dead letter has to be sent before"
              .formatted(givesUpAfter, platform));
    }
  }

  private MessagingException refuse(Deployed deployed, String why) {
    return new MessagingException(
        ErrorCode.FAILED_PRECONDITION,
        false,
        "start handler '" + deployed.settings().handler() + "' " + where + ": " + why);
  }
}
