package dev.ferry.azuretables;

import com.azure.core.exception.HttpResponseException;
import com.azure.core.http.HttpResponse;
import com.azure.data.tables.models.TableServiceException;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** What the SDK throws, in the words of all stores. */
final class SdkErrors {
  private static final Set<String> REFUSALS =
      Set.of(
          "EntityAlreadyExists",
          "UpdateConditionNotSatisfied",
          "ResourceNotFound",
          "EntityNotFound");
  private static final Set<String> BUSY =
      Set.of("ServerBusy", "OperationTimedOut", "InternalError", "TimeoutError");
  private static final Set<String> DENIED =
      Set.of(
          "AuthenticationFailed",
          "AuthorizationFailure",
          "AuthorizationPermissionMismatch",
          "InsufficientAccountPermissions",
          "InvalidAuthenticationInfo");
  private static final int SERVER_FAILED = 500;
  private static final int THROTTLED = 429;
  private static final int UNAVAILABLE = 503;

  private SdkErrors() {}

  /** What was expected was not so: what is there is to be read. */
  static boolean isRefusal(TableServiceException failed) {
    return REFUSALS.contains(code(failed));
  }

  /** There is no such entity. */
  static boolean isAbsent(TableServiceException failed) {
    String code = code(failed);
    return code.equals("ResourceNotFound") || code.equals("EntityNotFound");
  }

  /** Nothing was done, and it may be repeated. */
  static boolean isBusy(TableServiceException failed) {
    return BUSY.contains(code(failed));
  }

  private static String code(Exception failed) {
    return failed instanceof TableServiceException table && table.getValue() != null
        ? String.valueOf(table.getValue().getErrorCode())
        : "";
  }

  /** A failure of a request; one that is mapped already stays as it is. */
  static MessagingException of(String operation, RuntimeException failed) {
    if (failed instanceof MessagingException known) {
      return known;
    }
    return failed instanceof HttpResponseException answered
        ? answered(operation, answered)
        : unanswered(operation, failed);
  }

  private static MessagingException answered(String operation, HttpResponseException failed) {
    String code = code(failed);
    HttpResponse response = failed.getResponse(); // none, for a part of a transaction
    int status = response == null ? 0 : response.getStatusCode();
    if (code.equals("ServerBusy") || status == UNAVAILABLE || status == THROTTLED) {
      return new MessagingException(
          ErrorCode.RESOURCE_EXHAUSTED, true, operation + ": throttled; repeat it later", failed);
    }
    if (BUSY.contains(code) || status >= SERVER_FAILED) {
      return new MessagingException(
          ErrorCode.UNAVAILABLE, true, operation + ": Tables failed; repeat it later", failed);
    }
    if (DENIED.contains(code) || status == 401 || status == 403) {
      return new MessagingException(
          ErrorCode.PERMISSION_DENIED,
          false,
          operation + ": not allowed; it takes the role Storage Table Data Contributor",
          failed);
    }
    if (code.equals("TableNotFound")) {
      return new MessagingException(
          ErrorCode.NOT_FOUND,
          false,
          operation + ": no such table; create it or check the account",
          failed);
    }
    return new MessagingException(
        ErrorCode.INVALID_ARGUMENT,
        false,
        operation + ": Tables refused it with " + (code.isEmpty() ? "status " + status : code),
        failed);
  }

  private static MessagingException unanswered(String operation, RuntimeException failed) {
    if (isCausedBy(InterruptedException.class, failed)) {
      return new MessagingException(
          ErrorCode.CANCELLED, false, operation + ": interrupted", failed);
    }
    if (isCausedBy(TimeoutException.class, failed)
        || isCausedBy(HttpTimeoutException.class, failed)) {
      return new MessagingException(
          ErrorCode.DEADLINE_EXCEEDED,
          true,
          operation + ": no answer in time; it may have taken effect, and may be repeated",
          failed);
    }
    if (isCausedBy(IOException.class, failed)) {
      return new MessagingException(
          ErrorCode.UNAVAILABLE,
          true,
          operation + ": cannot reach Table storage; check the account and the network",
          failed);
    }
    return new MessagingException(
        ErrorCode.UNKNOWN,
        true,
        operation + ": the SDK could not send it; check the credential and the cause",
        failed);
  }

  private static boolean isCausedBy(Class<? extends Throwable> type, Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
