package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

class AwsErrorsTest {

  private static MessagingException of(String code, int status) {
    return AwsErrors.of(
        "publish to 'sqs:orders'",
        AwsServiceException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build());
  }

  @ParameterizedTest
  @CsvSource({
    "AWS.SimpleQueueService.NonExistentQueue, 400, NOT_FOUND, false",
    "QueueDoesNotExist, 400, NOT_FOUND, false",
    "NotFound, 404, NOT_FOUND, false",
    "QueueAlreadyExists, 400, ALREADY_EXISTS, false",
    "QueueNameExists, 400, ALREADY_EXISTS, false",
    "ReceiptHandleIsInvalid, 400, FAILED_PRECONDITION, false",
    "AWS.SimpleQueueService.MessageNotInflight, 400, FAILED_PRECONDITION, false",
    "AccessDeniedException, 400, PERMISSION_DENIED, false",
    "AuthorizationError, 403, PERMISSION_DENIED, false",
    "InvalidClientTokenId, 403, PERMISSION_DENIED, false",
    "ExpiredToken, 403, PERMISSION_DENIED, false",
    "KmsAccessDenied, 400, PERMISSION_DENIED, false",
    "OverLimit, 403, RESOURCE_EXHAUSTED, true",
    "RequestThrottled, 403, RESOURCE_EXHAUSTED, true",
    "ThrottlingException, 400, RESOURCE_EXHAUSTED, true",
    "KmsThrottled, 400, RESOURCE_EXHAUSTED, true",
    "FilterPolicyLimitExceeded, 403, RESOURCE_EXHAUSTED, true",
    "InvalidParameterValue, 400, INVALID_ARGUMENT, false",
    "InvalidMessageContents, 400, INVALID_ARGUMENT, false",
    "AWS.SimpleQueueService.BatchRequestTooLong, 400, INVALID_ARGUMENT, false",
    "InvalidParameter, 400, INVALID_ARGUMENT, false",
    "AWS.SimpleQueueService.UnsupportedOperation, 400, UNSUPPORTED, false",
    "AWS.SimpleQueueService.QueueDeletedRecently, 400, UNAVAILABLE, true",
    "InternalFailure, 500, UNAVAILABLE, true",
    "ServiceUnavailable, 503, UNAVAILABLE, true",
    "SomethingNew, 503, UNAVAILABLE, true",
    "SomethingNew, 429, RESOURCE_EXHAUSTED, true",
    "SomethingNew, 400, UNKNOWN, false"
  })
  void errorOfTheService_hasFerrysWord(
      String code, int status, ErrorCode expected, boolean retryable) {
    MessagingException mapped = of(code, status);

    assertThat(mapped.code()).isEqualTo(expected);
    assertThat(mapped.retryable()).isEqualTo(retryable);
    assertThat(mapped).hasMessageContaining("publish to 'sqs:orders'").hasMessageContaining(code);
    assertThat(mapped.getCause()).isInstanceOf(AwsServiceException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "InvalidParameterValue, true, INVALID_ARGUMENT, FAILED_PRECONDITION",
    "ReceiptHandleIsInvalid, true, FAILED_PRECONDITION, FAILED_PRECONDITION",
    "SomethingNew, true, INVALID_ARGUMENT, INVALID_ARGUMENT",
    "SomethingNew, false, UNAVAILABLE, UNAVAILABLE",
    "InternalError, false, UNAVAILABLE, UNAVAILABLE"
  })
  void errorOfOneEntry_hasFerrysWord(
      String code, boolean sendersFault, ErrorCode sent, ErrorCode settled) {
    assertThat(AwsErrors.ofEntry("publish", code, "why", sendersFault).code()).isEqualTo(sent);
    assertThat(AwsErrors.ofSettlement("ack", code, "why", sendersFault).code()).isEqualTo(settled);
  }

  @Test
  void errorOfTheClient_hasFerrysWord() {
    assertThat(clientError(new ConnectException("refused")).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(clientError(new IOException("reset")).retryable()).isTrue();
    assertThat(clientError(new IllegalStateException("credentials")).code())
        .isEqualTo(ErrorCode.UNKNOWN);
    assertThat(AwsErrors.of("send", ApiCallTimeoutException.create(10)).code())
        .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
  }

  private static MessagingException clientError(Exception cause) {
    return AwsErrors.of("send", SdkClientException.create("Unable to execute", cause));
  }

  @Test
  void interruption_isCancelled_andNotForgotten() {
    assertThat(AwsErrors.of("send", AbortedException.create("interrupted")).code())
        .isEqualTo(ErrorCode.CANCELLED);
    assertThat(Thread.interrupted()).isTrue();
  }
}
