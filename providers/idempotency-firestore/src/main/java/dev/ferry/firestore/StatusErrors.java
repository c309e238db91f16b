package dev.ferry.firestore;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.Status;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What Firestore answers when it refuses, in the words of all stores. */
final class StatusErrors {
  /** What a write gets whose precondition does not hold. */
  private static final Set<Status.Code> REFUSALS =
      Set.of(Status.Code.ALREADY_EXISTS, Status.Code.FAILED_PRECONDITION, Status.Code.NOT_FOUND);

  private static final Set<Status.Code> TRANSIENT =
      Set.of(
          Status.Code.ABORTED,
          Status.Code.UNAVAILABLE,
          Status.Code.RESOURCE_EXHAUSTED,
          Status.Code.DEADLINE_EXCEEDED,
          Status.Code.INTERNAL,
          Status.Code.UNKNOWN);

  private StatusErrors() {}

  /** Whether it may say that a precondition did not hold; a read tells. */
  static boolean isRefusal(Status.Code code) {
    return REFUSALS.contains(code);
  }

  /** Whether a write of a batch may have taken effect, or may succeed if it is repeated. */
  static boolean isTransient(Status.Code code) {
    return TRANSIENT.contains(code);
  }

  /**
   * The failure.
   *
   * @param operation what was asked of which collection
   * @param cause null where a status was the answer for one write of many
   */
  static MessagingException of(String operation, Status.Code code, @Nullable Throwable cause) {
    return switch (code) {
      case UNAVAILABLE ->
          retryable(
              ErrorCode.UNAVAILABLE,
              operation + ": cannot reach Firestore, or its answer was lost; repeat it later",
              cause);
      case ABORTED ->
          retryable(
              ErrorCode.UNAVAILABLE,
              operation + ": others contend for the same documents; repeat it later",
              cause);
      case INTERNAL, UNKNOWN, DATA_LOSS ->
          retryable(
              ErrorCode.UNAVAILABLE, operation + ": Firestore failed; repeat it later", cause);
      case DEADLINE_EXCEEDED ->
          retryable(
              ErrorCode.DEADLINE_EXCEEDED,
              operation + ": no answer in time; it may have taken effect, and may be repeated",
              cause);
      case RESOURCE_EXHAUSTED ->
          retryable(
              ErrorCode.RESOURCE_EXHAUSTED,
              operation + ": throttled, or over a quota; repeat it later",
              cause);
      default -> forGood(operation, code, cause);
    };
  }

  private static MessagingException forGood(
      String operation, Status.Code code, @Nullable Throwable cause) {
    return switch (code) {
      case PERMISSION_DENIED, UNAUTHENTICATED ->
          refused(
              ErrorCode.PERMISSION_DENIED,
              operation + ": not allowed; see the role that the guide to idempotency names",
              cause);
      case NOT_FOUND ->
          refused(
              ErrorCode.NOT_FOUND,
              operation + ": no such database; create it in native mode or check the project",
              cause);
      case FAILED_PRECONDITION ->
          refused(
              ErrorCode.FAILED_PRECONDITION,
              operation + ": not as the database is; check that it is in native mode",
              cause);
      case CANCELLED -> refused(ErrorCode.CANCELLED, operation + ": interrupted", cause);
      case UNIMPLEMENTED ->
          refused(ErrorCode.UNSUPPORTED, operation + ": this server does not do that", cause);
      default ->
          refused(
              ErrorCode.INVALID_ARGUMENT, operation + ": Firestore refused it with " + code, cause);
    };
  }

  private static MessagingException retryable(
      ErrorCode code, String message, @Nullable Throwable cause) {
    return new MessagingException(code, true, message, cause);
  }

  private static MessagingException refused(
      ErrorCode code, String message, @Nullable Throwable cause) {
    return new MessagingException(code, false, message, cause);
  }
}
