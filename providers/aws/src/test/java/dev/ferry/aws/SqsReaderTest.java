package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.spi.InboundMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqsReaderTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:order-events";
  private static final String ENVELOPE =
      """
      {"Type": "Notification", "MessageId": "sns-1", "TopicArn": "%s", "Sequence": {"a": [1]},
       "Message": "{\\"id\\": 7}", "Timestamp": "2026-11-22T10:15:30.123Z",
       "MessageAttributes": {"kind": {"Type": "String", "Value": "order"},
                             "raw": {"Type": "Binary", "Value": "AAE="}}}
      """;

  private static InboundMessage read(SqsReader reader, SqsRecord raw) {
    return reader.read(raw, "receipt", Instant.EPOCH);
  }

  private static SqsRecord raw(String body, Map<String, String> system) {
    return new SqsRecord("sqs-1", "handle", body, system, Map.of("own", "1"));
  }

  private static InboundMessage read(Map<String, String> system) {
    return read(SqsReader.plain(), raw("text", system));
  }

  @Test
  void whatSqsSays_isRead() {
    InboundMessage message =
        read(
            Map.of(
                "ApproximateReceiveCount", "3",
                "SentTimestamp", "1700000000123",
                "MessageGroupId", "VINET",
                "MessageDeduplicationId", "order-1"));

    assertThat(message.brokerId()).isEqualTo("sqs-1");
    assertThat(message.receipt()).isEqualTo("receipt");
    assertThat(message.deliveryCount()).isEqualTo(3);
    assertThat(message.storedAt()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
    assertThat(message.orderingKey()).isEqualTo("VINET");
    assertThat(message.senderId()).isEqualTo("order-1");
    assertThat(message.attributes()).isEqualTo(Map.of("own", "1"));
    assertThat(message.body()).isEqualTo(Body.of("text"));
  }

  @Test
  void whatSqsDoesNotSay_orSaysOtherwise_isNothing() {
    for (Map<String, String> system :
        List.of(
            Map.<String, String>of(),
            Map.of("ApproximateReceiveCount", "many", "SentTimestamp", "now"))) {
      InboundMessage message = read(system);

      assertThat(message.deliveryCount()).isZero();
      assertThat(message.storedAt()).isEqualTo(Instant.EPOCH);
      assertThat(message.orderingKey()).isNull();
      assertThat(message.senderId()).isNull();
    }
  }

  @Test
  void groupOfAMessageWithoutAKey_isNoKey() {
    assertThat(read(Map.of("MessageGroupId", "id", "MessageDeduplicationId", "id")).orderingKey())
        .isNull();
  }

  @Test
  void deduplicationIdThatSqsMadeOfTheBody_isNotTheSenders() {
    String hash = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1";

    assertThat(read(Map.of("MessageDeduplicationId", hash)).senderId()).isNull();
  }

  @Test
  void deduplicationIdOfANativeDeadLetter_isNotTheSenders() {
    assertThat(read(Map.of("MessageDeduplicationId", "sqs-1")).senderId()).isNull();
  }

  @Test
  void traceOfAwsServices_isATraceparent_whereTheSenderHasNone() {
    String xray = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
    SqsRecord traced =
        new SqsRecord("m", "h", "b", Map.of("AWSTraceHeader", xray), Map.of("traceparent", "own"));

    assertThat(read(Map.of("AWSTraceHeader", xray)).attributes())
        .containsEntry("traceparent", "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01");
    assertThat(read(SqsReader.plain(), traced).attributes())
        .isEqualTo(Map.of("traceparent", "own"));
  }

  @Test
  void envelopeOfThePinnedTopic_isUnwrapped() {
    InboundMessage message =
        read(SqsReader.ofTopic(TOPIC), raw(ENVELOPE.formatted(TOPIC), Map.of()));

    assertThat(message.body()).isEqualTo(Body.of("{\"id\": 7}"));
    assertThat(message.attributes()).isEqualTo(Map.of("kind", "order", "raw", "AAE="));
    assertThat(message.senderId()).isEqualTo("sns-1");
    assertThat(message.brokerId()).isEqualTo("sqs-1");
  }

  @Test
  void envelopeThatNobodyPinned_isABody() {
    String forged = ENVELOPE.formatted(TOPIC + "-of-another");

    assertThat(read(SqsReader.plain(), raw(ENVELOPE.formatted(TOPIC), Map.of())).body())
        .isEqualTo(Body.of(ENVELOPE.formatted(TOPIC)));
    InboundMessage message = read(SqsReader.ofTopic(TOPIC), raw(forged, Map.of()));
    assertThat(message.body()).isEqualTo(Body.of(forged));
    assertThat(message.attributes()).isEqualTo(Map.of("own", "1"));
    assertThat(message.senderId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "text", "[]", "{", "{\"Type\": \"Notification\"", "7", "{\"Type\":1}"})
  void bodyThatIsNoEnvelope_isABody(String body) {
    assertThat(read(SqsReader.ofTopic(TOPIC), raw(body, Map.of())).body()).isEqualTo(Body.of(body));
  }
}
