package dev.ferry.firestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What Firestore says, in the words of all stores. */
class StatusErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, UNAVAILABLE, true",
    "ABORTED, UNAVAILABLE, true",
    "INTERNAL, UNAVAILABLE, true",
    "UNKNOWN, UNAVAILABLE, true",
    "DATA_LOSS, UNAVAILABLE, true",
    "DEADLINE_EXCEEDED, DEADLINE_EXCEEDED, true",
    "RESOURCE_EXHAUSTED, RESOURCE_EXHAUSTED, true",
    "PERMISSION_DENIED, PERMISSION_DENIED, false",
    "UNAUTHENTICATED, PERMISSION_DENIED, false",
    "NOT_FOUND, NOT_FOUND, false",
    "FAILED_PRECONDITION, FAILED_PRECONDITION, false",
    "CANCELLED, CANCELLED, false",
    "UNIMPLEMENTED, UNSUPPORTED, false",
    "INVALID_ARGUMENT, INVALID_ARGUMENT, false",
    "OUT_OF_RANGE, INVALID_ARGUMENT, false",
    "ALREADY_EXISTS, INVALID_ARGUMENT, false",
  })
  void status_isMapped_andStaysAsCause(Status.Code status, String code, boolean retryable) {
    StatusRuntimeException cause = status.toStatus().withDescription("secret").asRuntimeException();

    MessagingException mapped = StatusErrors.of("write to collection 'p/records'", status, cause);

    assertThat(mapped.code()).hasToString(code);
    assertThat(mapped.retryable()).isEqualTo(retryable);
    assertThat(mapped)
        .hasMessageContaining("collection 'p/records'")
        .hasMessageNotContaining("secret")
        .hasCause(cause);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "OK")
  void whatIsRepeatedInABatch_isRetryable(Status.Code status) {
    assertThat(StatusErrors.isTransient(status) && StatusErrors.isRefusal(status)).isFalse();
    if (StatusErrors.isTransient(status)) {
      assertThat(StatusErrors.of("write", status, null).retryable()).isTrue();
    }
  }

  @Test
  void endpointThatNobodyListensAt_isUnavailable() {
    try (FirestoreClient nowhere = FirestoreClient.at("127.0.0.1:1");
        IdempotencyStore store =
            FirestoreIdempotencyStore.builder(Desk.RECORDS).client(nowhere).build()) {
      for (int messages : List.of(1, 2)) {
        assertThatThrownBy(() -> store.claim(Desk.requests(messages)))
            .isInstanceOfSatisfying(
                MessagingException.class,
                failed -> assertThat(failed.code()).isEqualTo(ErrorCode.UNAVAILABLE));
      }
    }
  }
}
