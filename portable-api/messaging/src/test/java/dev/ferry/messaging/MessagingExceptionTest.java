package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagingExceptionTest {
  @ParameterizedTest
  @EnumSource
  void getMessage_beginsWithTheCode(ErrorCode code) {
    IllegalStateException cause = new IllegalStateException("the SDK's own");
    MessagingException exception =
        new MessagingException(code, true, "publish to 'orders': not found; create it", cause);
    assertThat(exception)
        .hasMessage(code + ": publish to 'orders': not found; create it")
        .hasCause(cause);
    assertThat(exception.code()).isEqualTo(code);
    assertThat(exception.retryable()).isTrue();
  }

  @Test
  void factories_sayWhetherToTryAgain() {
    assertThat(MessagingException.invalid("a").code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(MessagingException.invalid("a").retryable()).isFalse();
    assertThat(MessagingException.unsupported("a").code()).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(MessagingException.unsupported("a").retryable()).isFalse();
    assertThat(MessagingException.cancelled("a").code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(MessagingException.cancelled("a").retryable()).isFalse();
    assertThat(new MessagingException(ErrorCode.UNKNOWN, false, "a")).hasNoCause();
  }
}
