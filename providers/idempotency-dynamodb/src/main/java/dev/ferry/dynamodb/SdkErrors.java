package dev.ferry.dynamodb;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** What the SDK throws, and what DynamoDB says of one statement, in the words of all stores. */
final class SdkErrors {
  private static final Set<String> THROTTLED =
      Set.of(
          "ProvisionedThroughputExceeded",
          "ProvisionedThroughputExceededException",
          "RequestLimitExceeded",
          "ThrottlingError",
          "ThrottlingException",
          "LimitExceededException");
  private static final Set<String> IN_THE_WAY =
      Set.of(
          "TransactionConflict",
          "TransactionConflictException",
          "TransactionInProgressException",
          "InternalServerError");
  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "ExpiredTokenException",
          "IncompleteSignatureException",
          "InvalidSignatureException",
          "MissingAuthenticationTokenException",
          "UnrecognizedClientException");
  private static final Set<String> NOT_FOUND =
      Set.of("ResourceNotFound", "ResourceNotFoundException");
  private static final Set<String> REFUSED =
      Set.of(
          "ItemCollectionSizeLimitExceeded",
          "ItemCollectionSizeLimitExceededException",
          "ValidationError",
          "ValidationException");

  private SdkErrors() {}

  /** A failure of a whole request. */
  static MessagingException of(String operation, SdkException failed) {
    if (failed instanceof AwsServiceException service && service.awsErrorDetails() != null) {
      String code = String.valueOf(service.awsErrorDetails().errorCode());
      return known(operation, code, service.statusCode() >= 500, service);
    }
    if (failed instanceof AwsServiceException service) {
      return known(operation, "", service.statusCode() >= 500, service);
    }
    return ofClient(operation, failed);
  }

  private static MessagingException ofClient(String operation, SdkException failed) {
    if (failed instanceof AbortedException) {
      return new MessagingException(
          ErrorCode.CANCELLED, false, operation + ": interrupted", failed);
    }
    if (timedOut(failed)) {
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
          operation + ": cannot reach DynamoDB; check endpoint, region and network",
          failed);
    }
    return new MessagingException(
        ErrorCode.UNKNOWN,
        failed.retryable(),
        operation + ": the SDK could not send it; check region, credentials and the cause",
        failed);
  }

  private static boolean timedOut(SdkException failed) {
    return failed instanceof ApiCallTimeoutException
        || failed instanceof ApiCallAttemptTimeoutException
        || isCausedBy(SocketTimeoutException.class, failed);
  }

  private static boolean isCausedBy(Class<? extends Throwable> type, Throwable failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  /** A failure of one statement in a batch, or of one write in a transaction. */
  static MessagingException ofItem(String operation, String code) {
    return known(operation, code, false, null);
  }

  /** Whether a statement that failed may have taken effect, or may succeed if it is repeated. */
  static boolean isTransient(String code) {
    return THROTTLED.contains(code) || IN_THE_WAY.contains(code);
  }

  private static MessagingException known(
      String operation, String code, boolean serverFailed, @Nullable SdkException cause) {
    if (THROTTLED.contains(code)) {
      return new MessagingException(
          ErrorCode.RESOURCE_EXHAUSTED, true, operation + ": throttled; repeat it later", cause);
    }
    if (IN_THE_WAY.contains(code) || serverFailed) {
      return new MessagingException(
          ErrorCode.UNAVAILABLE, true, operation + ": DynamoDB failed; repeat it later", cause);
    }
    if (DENIED.contains(code)) {
      return new MessagingException(
          ErrorCode.PERMISSION_DENIED,
          false,
          operation + ": not allowed; see the actions that the guide to idempotency lists",
          cause);
    }
    if (NOT_FOUND.contains(code)) {
      return new MessagingException(
          ErrorCode.NOT_FOUND,
          false,
          operation + ": no such table; create it or check the region",
          cause);
    }
    boolean refused = REFUSED.contains(code);
    return new MessagingException(
        refused ? ErrorCode.INVALID_ARGUMENT : ErrorCode.UNKNOWN,
        !refused,
        operation + ": DynamoDB refused it with " + code,
        cause);
  }
}
