package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:order-events";

  private static SqsAddress queue(String uri) {
    return SqsAddress.of(Address.parse(uri));
  }

  private static void assertRefused(ThrowingCallable parsing) {
    assertThatThrownBy(parsing)
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @ParameterizedTest
  @CsvSource({
    "sqs://orders, orders, false",
    "sqs:orders, orders, false",
    "sqs://orders.fifo, orders.fifo, true",
    "sqs:arn:aws:sqs:eu-central-1:111122223333:orders, orders, false",
    "sqs:arn:aws-cn:sqs:cn-north-1:111122223333:orders.fifo, orders.fifo, true"
  })
  void queue_isKnownByItsName(String uri, String name, boolean fifo) {
    assertThat(queue(uri).queue()).isEqualTo(name);
    assertThat(queue(uri).fifo()).isEqualTo(fifo);
    assertThat(queue(uri).visibility()).isNull();
  }

  @Test
  void parameters_areRead() {
    SqsAddress full = queue("sqs://orders?visibility=15m&account=111122223333&topic=" + TOPIC);

    assertThat(full.visibility()).isEqualTo(Duration.ofMinutes(15));
    assertThat(full.account()).isEqualTo("111122223333");
    assertThat(full.topic()).isEqualTo(TOPIC);
    assertThat(queue("sqs://orders?visibility=12h").visibility()).isEqualTo(Duration.ofHours(12));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sqs://orders?wait=5s",
        "sqs://orders?visibility=30",
        "sqs://orders?visibility=0s",
        "sqs://orders?visibility=13h",
        "sqs://orders?visibility=PT30S",
        "sqs://orders?account=1234",
        "sqs://orders?topic=order-events",
        "sqs:arn:aws:sqs:eu-central-1:111122223333:orders?account=111122223333",
        "sqs:arn:aws:sns:eu-central-1:111122223333:orders",
        "sqs:arn:aws:sqs:eu-central-1:1111:orders",
        "sqs://orders.events",
        "sqs://orders/fifo",
        "sqs://.fifo"
      })
  void whatMeansNothing_isRefused(String uri) {
    assertRefused(() -> queue(uri));
  }

  @ParameterizedTest
  @CsvSource({
    "sns://order-events, order-events, false",
    "sns://order-events.fifo, order-events.fifo, true",
    "sns:arn:aws:sns:eu-central-1:111122223333:order-events, order-events, false"
  })
  void topic_isKnownByItsName(String uri, String name, boolean fifo) {
    SnsAddress topic = SnsAddress.of(Address.parse(uri));

    assertThat(topic.topic()).isEqualTo(name);
    assertThat(topic.fifo()).isEqualTo(fifo);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sns://order-events?raw=true",
        "sns://order.events",
        "sns:arn:aws:sqs:eu-central-1:111122223333:orders"
      })
  void whatIsNoTopic_isRefused(String uri) {
    assertRefused(() -> SnsAddress.of(Address.parse(uri)));
  }

  @Test
  void arn_givesTheUrl() {
    QueueArn arn = QueueArn.parse("arn:aws:sqs:eu-central-1:111122223333:orders");

    assertThat(arn.url("https://sqs.eu-central-1.amazonaws.com"))
        .isEqualTo("https://sqs.eu-central-1.amazonaws.com/111122223333/orders");
    assertThat(arn.url("http://127.0.0.1:4566/"))
        .isEqualTo("http://127.0.0.1:4566/111122223333/orders");
    assertThat(arn).hasToString("arn:aws:sqs:eu-central-1:111122223333:orders");
  }
}
