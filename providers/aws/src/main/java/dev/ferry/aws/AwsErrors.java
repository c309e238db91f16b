package dev.ferry.aws;

import static dev.ferry.messaging.ErrorCode.ALREADY_EXISTS;
import static dev.ferry.messaging.ErrorCode.CANCELLED;
import static dev.ferry.messaging.ErrorCode.DEADLINE_EXCEEDED;
import static dev.ferry.messaging.ErrorCode.FAILED_PRECONDITION;
import static dev.ferry.messaging.ErrorCode.INVALID_ARGUMENT;
import static dev.ferry.messaging.ErrorCode.NOT_FOUND;
import static dev.ferry.messaging.ErrorCode.PERMISSION_DENIED;
import static dev.ferry.messaging.ErrorCode.RESOURCE_EXHAUSTED;
import static dev.ferry.messaging.ErrorCode.UNAVAILABLE;
import static dev.ferry.messaging.ErrorCode.UNKNOWN;
import static dev.ferry.messaging.ErrorCode.UNSUPPORTED;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The one place where errors of SQS, SNS and the SDK get Ferry's words.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html">errors
 *     of every action</a>
 */
final class AwsErrors {
  private static final String QUERY_PREFIX = "AWS.SimpleQueueService.";
  private static final int TOO_MANY_REQUESTS = 429;
  private static final Map<String, Meaning> MEANINGS = meanings();

  private AwsErrors() {}

  /**
   * What an error means.
   *
   * @param code in Ferry's words
   * @param next what to do about it
   */
  private record Meaning(ErrorCode code, String next) {
    boolean retryable() {
      return code == UNAVAILABLE || code == RESOURCE_EXHAUSTED || code == DEADLINE_EXCEEDED;
    }
  }

  private static Map<String, Meaning> meanings() {
    Map<String, Meaning> meanings = new HashMap<>();
    add(
        meanings,
        new Meaning(NOT_FOUND, "create it, or check region, account and endpoint"),
        "QueueDoesNotExist",
        "NonExistentQueue",
        "NotFound",
        "ResourceNotFound",
        "ResourceNotFoundException");
    add(
        meanings,
        new Meaning(ALREADY_EXISTS, "delete it, or ask for the settings that it has"),
        "QueueNameExists",
        "QueueAlreadyExists");
    add(
        meanings,
        new Meaning(FAILED_PRECONDITION, "the lease is over; the message comes again"),
        "ReceiptHandleIsInvalid",
        "MessageNotInflight");
    add(
        meanings,
        new Meaning(PERMISSION_DENIED, "check the credentials and the policy of role and resource"),
        "AccessDenied",
        "AccessDeniedException",
        "AuthorizationError",
        "InvalidSecurity",
        "InvalidClientTokenId",
        "UnrecognizedClientException",
        "SignatureDoesNotMatch",
        "IncompleteSignature",
        "MissingAuthenticationToken",
        "ExpiredToken",
        "ExpiredTokenException",
        "OptInRequired",
        "NotAuthorized",
        "KmsAccessDenied",
        "KMS.AccessDeniedException",
        "KMSAccessDenied");
    add(
        meanings,
        new Meaning(RESOURCE_EXHAUSTED, "slow down, or ask for a higher quota"),
        "OverLimit",
        "RequestThrottled",
        "Throttled",
        "Throttling",
        "ThrottlingException",
        "KmsThrottled",
        "KMS.ThrottlingException",
        "KMSThrottling",
        "TopicLimitExceeded",
        "SubscriptionLimitExceeded",
        "FilterPolicyLimitExceeded");
    add(
        meanings,
        new Meaning(INVALID_ARGUMENT, "see the cause for the parameter"),
        "InvalidParameterValue",
        "InvalidParameter",
        "ParameterValueInvalid",
        "MissingParameter",
        "InvalidAttributeName",
        "InvalidAttributeValue",
        "InvalidMessageContents",
        "InvalidAddress",
        "ValidationError",
        "ValidationException",
        "BatchRequestTooLong",
        "BatchEntryIdsNotDistinct",
        "EmptyBatchRequest",
        "InvalidBatchEntryId",
        "TooManyEntriesInBatchRequest");
    add(
        meanings,
        new Meaning(UNSUPPORTED, "this kind of queue or topic cannot"),
        "UnsupportedOperation",
        "InvalidAction");
    add(
        meanings,
        new Meaning(UNAVAILABLE, "wait a minute: the name is still being freed"),
        "QueueDeletedRecently",
        "ConcurrentAccess");
    add(
        meanings,
        new Meaning(UNAVAILABLE, "try again later"),
        "InternalError",
        "InternalFailure",
        "ServiceUnavailable",
        "RequestTimeout");
    return Map.copyOf(meanings);
  }

  private static void add(Map<String, Meaning> meanings, Meaning meaning, String... codes) {
    for (String code : codes) {
      meanings.put(code, meaning);
    }
  }

  /** What {@code failed} means for an operation such as "publish to 'sqs:orders'". */
  static MessagingException of(String operation, SdkException failed) {
    if (failed instanceof AwsServiceException service) {
      return of(operation, service);
    }
    if (failed instanceof AbortedException) {
      Thread.currentThread().interrupt();
      return exception(operation, new Meaning(CANCELLED, "it was interrupted"), null, failed);
    }
    if (failed instanceof ApiCallTimeoutException
        || failed instanceof ApiCallAttemptTimeoutException) {
      Meaning late = new Meaning(DEADLINE_EXCEEDED, "it may or may not have happened");
      return exception(operation, late, null, failed);
    }
    return failed.getCause() instanceof IOException
        ? exception(operation, new Meaning(UNAVAILABLE, "check network and endpoint"), null, failed)
        : exception(
            operation,
            new Meaning(UNKNOWN, "see the cause; are there region and credentials?"),
            null,
            failed);
  }

  private static MessagingException of(String operation, AwsServiceException failed) {
    String code = failed.awsErrorDetails() == null ? null : failed.awsErrorDetails().errorCode();
    Meaning meaning = code == null ? null : meaning(code);
    return exception(
        operation, meaning == null ? byStatus(failed.statusCode()) : meaning, code, failed);
  }

  private static Meaning byStatus(int status) {
    if (status == TOO_MANY_REQUESTS) {
      return new Meaning(RESOURCE_EXHAUSTED, "slow down, or ask for a higher quota");
    }
    return status >= 500
        ? new Meaning(UNAVAILABLE, "try again later")
        : new Meaning(UNKNOWN, "see the cause");
  }

  /**
   * What the failure of one entry of a batch means.
   *
   * @param text AWS's own, for people
   */
  static MessagingException ofEntry(
      String operation, String code, @Nullable String text, boolean sendersFault) {
    Meaning meaning = meaning(code);
    if (meaning == null) {
      meaning =
          sendersFault
              ? new Meaning(INVALID_ARGUMENT, "see the text")
              : new Meaning(UNAVAILABLE, "try again later");
    }
    return exception(operation, meaning, text == null ? code : code + ", " + text, null);
  }

  /**
   * What the failure to settle one delivery means: its receipt and its lease are all that can be
   * wrong with it.
   */
  static MessagingException ofSettlement(
      String operation, String code, @Nullable String text, boolean sendersFault) {
    boolean leaseOver = "InvalidParameterValue".equals(strip(code));
    return ofEntry(operation, leaseOver ? "ReceiptHandleIsInvalid" : code, text, sendersFault);
  }

  private static @Nullable Meaning meaning(String code) {
    String bare = strip(code);
    Meaning meaning = MEANINGS.get(bare);
    return meaning == null && bare.endsWith("Exception")
        ? MEANINGS.get(bare.substring(0, bare.length() - "Exception".length()))
        : meaning;
  }

  private static String strip(String code) {
    return code.startsWith(QUERY_PREFIX) ? code.substring(QUERY_PREFIX.length()) : code;
  }

  private static MessagingException exception(
      String operation, Meaning meaning, @Nullable String code, @Nullable Throwable cause) {
    String what = code == null ? "" : code + "; ";
    return new MessagingException(
        meaning.code(), meaning.retryable(), operation + ": " + what + meaning.next(), cause);
  }
}
