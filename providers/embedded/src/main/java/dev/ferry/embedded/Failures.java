package dev.ferry.embedded;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;

/** The broker's errors: each names the operation, the resource and the next step. */
final class Failures {
  private Failures() {}

  static MessagingException notFound(String operation, String name) {
    return new MessagingException(
        ErrorCode.NOT_FOUND,
        false,
        operation + " '" + name + "': not found; create it or check the name");
  }

  static MessagingException exists(String operation, String name) {
    return new MessagingException(
        ErrorCode.ALREADY_EXISTS,
        false,
        operation
            + " '"
            + name
            + "': it is there with other settings; delete it first or use another name");
  }

  static MessagingException precondition(String what) {
    return new MessagingException(ErrorCode.FAILED_PRECONDITION, false, what);
  }

  static MessagingException closed(String operation, String name) {
    return MessagingException.cancelled(
        operation + " '" + name + "': the driver is closed; open another");
  }

  static MessagingException throttled(String operation, String name) {
    return new MessagingException(
        ErrorCode.RESOURCE_EXHAUSTED,
        true,
        operation + " '" + name + "': throttled (injected); try again later");
  }

  static MessagingException entryFailed(String operation, String name) {
    return new MessagingException(
        ErrorCode.UNAVAILABLE,
        true,
        operation + " '" + name + "': this entry failed (injected); try it again");
  }

  static MessagingException noAnswer(String operation, String name) {
    return new MessagingException(
        ErrorCode.DEADLINE_EXCEEDED,
        true,
        operation + " '" + name + "': no answer (injected); it may have happened, try again");
  }
}
