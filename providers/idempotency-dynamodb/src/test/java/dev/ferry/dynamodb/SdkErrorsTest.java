package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What DynamoDB and the SDK say, in the words of all stores. */
class SdkErrorsTest {
  private static Stream<Arguments> errors() {
    return Stream.of(
        arguments(
            service("ProvisionedThroughputExceededException", 400),
            ErrorCode.RESOURCE_EXHAUSTED,
            true),
        arguments(service("RequestLimitExceeded", 400), ErrorCode.RESOURCE_EXHAUSTED, true),
        arguments(service("ThrottlingException", 400), ErrorCode.RESOURCE_EXHAUSTED, true),
        arguments(service("TransactionConflictException", 400), ErrorCode.UNAVAILABLE, true),
        arguments(service("InternalServerError", 500), ErrorCode.UNAVAILABLE, true),
        arguments(service("ServiceUnavailable", 503), ErrorCode.UNAVAILABLE, true),
        arguments(service("AccessDeniedException", 400), ErrorCode.PERMISSION_DENIED, false),
        arguments(service("UnrecognizedClientException", 400), ErrorCode.PERMISSION_DENIED, false),
        arguments(service("ResourceNotFoundException", 400), ErrorCode.NOT_FOUND, false),
        arguments(service("ValidationException", 400), ErrorCode.INVALID_ARGUMENT, false),
        arguments(service("SomethingNewException", 400), ErrorCode.UNKNOWN, true),
        arguments(client(new SocketTimeoutException()), ErrorCode.DEADLINE_EXCEEDED, true),
        arguments(ApiCallTimeoutException.create(1), ErrorCode.DEADLINE_EXCEEDED, true),
        arguments(client(new ConnectException()), ErrorCode.UNAVAILABLE, true),
        arguments(AbortedException.create("interrupted"), ErrorCode.CANCELLED, false),
        arguments(SdkClientException.create("no region"), ErrorCode.UNKNOWN, false));
  }

  private static SdkException service(String code, int status) {
    return DynamoDbException.builder()
        .statusCode(status)
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage("secret").build())
        .build();
  }

  private static SdkException client(Exception cause) {
    return SdkClientException.create("cannot send", cause);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void error_isMapped_andStaysAsCause(SdkException error, ErrorCode code, boolean retryable) {
    MessagingException mapped = SdkErrors.of("write to table 'records'", error);

    assertThat(mapped.code()).isEqualTo(code);
    assertThat(mapped.retryable()).isEqualTo(retryable);
    assertThat(mapped).hasMessageContaining("table 'records'").hasCause(error);
  }

  @Test
  void endpointThatNobodyListensAt_isUnavailable() {
    try (DynamoDbClient nowhere = TestClients.at(URI.create("http://127.0.0.1:1"));
        IdempotencyStore store =
            DynamoIdempotencyStore.builder("records").client(nowhere).build()) {
      for (int messages : List.of(1, 2)) {
        assertThatThrownBy(() -> store.claim(Desk.requests(messages)))
            .isInstanceOfSatisfying(
                MessagingException.class,
                failed -> assertThat(failed.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      }
    }
  }
}
