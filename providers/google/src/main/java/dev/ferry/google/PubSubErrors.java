package dev.ferry.google;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.Status;
import java.util.concurrent.CancellationException;

/**
 * The one place where gRPC's codes get Ferry's words.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/reference/error-codes">Pub/Sub error codes</a>
 */
final class PubSubErrors {
  private PubSubErrors() {}

  /**
   * What an error means.
   *
   * @param code in Ferry's words
   * @param retryable whether the same call may succeed later
   * @param next what to do about it
   */
  private record Meaning(ErrorCode code, boolean retryable, String next) {}

  /** What {@code failed} means for an operation such as "publish to 'pubsub:shop/orders'". */
  static MessagingException of(String operation, Throwable failed) {
    Status status =
        failed instanceof CancellationException ? Status.CANCELLED : Status.fromThrowable(failed);
    Meaning meaning = meaning(status.getCode());
    return new MessagingException(
        meaning.code(),
        meaning.retryable(),
        operation + ": " + status.getCode() + "; " + meaning.next(),
        failed);
  }

  private static Meaning meaning(Status.Code code) {
    return switch (code) {
      case NOT_FOUND ->
          new Meaning(ErrorCode.NOT_FOUND, false, "create it, or check project and name");
      case ALREADY_EXISTS ->
          new Meaning(
              ErrorCode.ALREADY_EXISTS, false, "delete it, or ask for the settings that it has");
      case INVALID_ARGUMENT, OUT_OF_RANGE ->
          new Meaning(ErrorCode.INVALID_ARGUMENT, false, "see the cause for the field");
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          new Meaning(
              ErrorCode.PERMISSION_DENIED,
              false,
              "check the credentials and the roles of their account: pubsub.publisher to publish,"
                  + " pubsub.subscriber and pubsub.viewer to receive");
      case RESOURCE_EXHAUSTED ->
          new Meaning(ErrorCode.RESOURCE_EXHAUSTED, true, "slow down, or ask for a higher quota");
      case FAILED_PRECONDITION ->
          new Meaning(
              ErrorCode.FAILED_PRECONDITION, false, "see the cause; is it a push subscription?");
      case UNAVAILABLE, INTERNAL, ABORTED, DATA_LOSS ->
          new Meaning(ErrorCode.UNAVAILABLE, true, "try again later; check network and endpoint");
      case DEADLINE_EXCEEDED ->
          new Meaning(ErrorCode.DEADLINE_EXCEEDED, true, "it may or may not have happened");
      case CANCELLED -> new Meaning(ErrorCode.CANCELLED, false, "it was interrupted or closed");
      case UNIMPLEMENTED ->
          new Meaning(ErrorCode.UNSUPPORTED, false, "this server cannot; is it an emulator?");
      case OK, UNKNOWN -> new Meaning(ErrorCode.UNKNOWN, false, "see the cause");
    };
  }

  static MessagingException leaseOver(String operation) {
    return new MessagingException(
        ErrorCode.FAILED_PRECONDITION,
        false,
        operation + ": its lease is over; the message comes again");
  }
}
