package dev.ferry.host.aws;

import dev.ferry.messaging.Body;
import java.time.Duration;

/** How an invocation ended, in Lambda's own words. */
public sealed interface InvocationResult {
  /**
   * The function answered.
   *
   * @param payload the bytes of its answer
   */
  record Answered(Body payload) implements InvocationResult {}

  /**
   * The function threw, or could not be made.
   *
   * @param errorType what the runtime calls it, such as {@code Runtime.UserException}
   * @param report what the runtime reported, as JSON: the exception's type, message and stack
   */
  record Failed(String errorType, String report) implements InvocationResult {}

  /**
   * The process ended in the middle; Lambda calls it {@code Runtime.ExitError}.
   *
   * @param status its exit status, 128 + 9 when it was killed
   */
  record Exited(int status) implements InvocationResult {}

  /**
   * The process was ended at the function's timeout; Lambda calls it {@code Sandbox.Timedout}.
   *
   * @param after the timeout
   */
  record TimedOut(Duration after) implements InvocationResult {}

  /** Whether the process that ran it is gone. */
  default boolean ended() {
    return this instanceof Exited || this instanceof TimedOut;
  }
}
