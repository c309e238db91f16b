package dev.ferry.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.servicebus.ServiceBusErrorSource;
import com.azure.messaging.servicebus.ServiceBusException;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceBusErrorsTest {
  @ParameterizedTest
  @CsvSource({
    "NOT_FOUND, NOT_FOUND, false",
    "MESSAGE_LOCK_LOST, FAILED_PRECONDITION, false",
    "SESSION_LOCK_LOST, FAILED_PRECONDITION, false",
    "SESSION_CANNOT_BE_LOCKED, FAILED_PRECONDITION, false",
    "LINK_PAYLOAD_SIZE_EXCEEDED, INVALID_ARGUMENT, false",
    "UNAUTHORIZED_ACCESS, PERMISSION_DENIED, false",
    "SERVER_BUSY_ERROR, RESOURCE_EXHAUSTED, true",
    "RESOURCE_LIMIT_EXCEEDED, RESOURCE_EXHAUSTED, true",
    "TIMEOUT_ERROR, DEADLINE_EXCEEDED, true",
    "ENTITY_DISABLED_ERROR, UNAVAILABLE, true",
    "NOT_ALLOWED, FAILED_PRECONDITION, false",
    "ARGUMENT_ERROR, INVALID_ARGUMENT, false"
  })
  void condition_hasFerrysWord(AmqpErrorCondition condition, ErrorCode code, boolean retryable) {
    AmqpException amqp = new AmqpException(false, condition, "said so", null);
    MessagingException mapped =
        ServiceBusErrors.of(
            "publish to 'orders'", new ServiceBusException(amqp, ServiceBusErrorSource.SEND));

    assertThat(mapped.code()).isEqualTo(code);
    assertThat(mapped.retryable()).isEqualTo(retryable);
    assertThat(mapped).hasMessageContaining("publish to 'orders'");
    assertThat(mapped.getCause()).isInstanceOf(ServiceBusException.class);
  }

  @Test
  void errorWithoutACondition_hasFerrysWord() {
    assertThat(ServiceBusErrors.of("send", new AmqpException(true, "reset", null)).code())
        .isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(ServiceBusErrors.of("send", new TimeoutException()).code())
        .isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(ServiceBusErrors.of("send", new IllegalStateException("else")).code())
        .isEqualTo(ErrorCode.UNKNOWN);
  }

  @Test
  void interruption_isCancelled_andNotForgotten() {
    assertThat(ServiceBusErrors.of("send", new InterruptedException()).code())
        .isEqualTo(ErrorCode.CANCELLED);
    assertThat(Thread.interrupted()).isTrue();
  }
}
