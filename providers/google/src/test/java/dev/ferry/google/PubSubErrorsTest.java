package dev.ferry.google;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.Status;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each code of gRPC in Ferry's words. */
class PubSubErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, NOT_FOUND, false",
    "ALREADY_EXISTS, ALREADY_EXISTS, false",
    "INVALID_ARGUMENT, INVALID_ARGUMENT, false",
    "OUT_OF_RANGE, INVALID_ARGUMENT, false",
    "PERMISSION_DENIED, PERMISSION_DENIED, false",
    "UNAUTHENTICATED, PERMISSION_DENIED, false",
    "RESOURCE_EXHAUSTED, RESOURCE_EXHAUSTED, true",
    "FAILED_PRECONDITION, FAILED_PRECONDITION, false",
    "UNAVAILABLE, UNAVAILABLE, true",
    "INTERNAL, UNAVAILABLE, true",
    "ABORTED, UNAVAILABLE, true",
    "DATA_LOSS, UNAVAILABLE, true",
    "DEADLINE_EXCEEDED, DEADLINE_EXCEEDED, true",
    "CANCELLED, CANCELLED, false",
    "UNIMPLEMENTED, UNSUPPORTED, false",
    "UNKNOWN, UNKNOWN, false",
  })
  void code_hasItsMeaning(Status.Code code, ErrorCode meaning, boolean retryable) {
    RuntimeException failed = Status.fromCode(code).asRuntimeException();

    MessagingException ours = PubSubErrors.of("publish to 'orders'", failed);

    assertThat(ours.code()).isEqualTo(meaning);
    assertThat(ours.retryable()).isEqualTo(retryable);
    assertThat(ours).hasCause(failed).hasMessageContaining("publish to 'orders': " + code + "; ");
  }

  @ParameterizedTest
  @EnumSource(Status.Code.class)
  void everyCode_isRead(Status.Code code) {
    assertThat(PubSubErrors.of("x", Status.fromCode(code).asRuntimeException()).code()).isNotNull();
  }

  @Test
  void whatWeCancelled_isCancelled() {
    assertThat(PubSubErrors.of("x", new CancellationException()).code())
        .isEqualTo(ErrorCode.CANCELLED);
  }
}
