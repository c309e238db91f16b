package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.aws.QueueArn;
import dev.ferry.aws.SqsRecord;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqsEventReaderTest {
  private static final Instant BEGAN = Instant.EPOCH;
  private static final Instant LIMIT = BEGAN.plusSeconds(60);

  private static SqsEvent read(InputStream event) {
    return new SqsEventReader().read(event, BEGAN, LIMIT);
  }

  private static SqsEvent readText(String event) {
    return read(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void standardQueue_everythingThatASenderSent_isThere() {
    SqsEvent event = read(Events.open("standard.json"));

    assertThat(event.queue())
        .isEqualTo(new QueueArn("aws", "us-east-2", "123456789012", "my-queue"));
    assertThat(event.limit()).isEqualTo(LIMIT);
    assertThat(event.records()).hasSize(2);
    SqsRecord first = event.records().get(0);
    assertThat(first.messageId()).isEqualTo("059f36b4-87a3-44ab-83d2-661975830a7d");
    assertThat(first.receiptHandle()).isEqualTo("AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a");
    assertThat(first.body()).isEqualTo("{\"order\":\"4711\"}");
    assertThat(first.systemAttributes())
        .containsEntry("ApproximateReceiveCount", "1")
        .containsEntry("SentTimestamp", "1545082649183");
    assertThat(first.attributes())
        .isEqualTo(Map.of("type", "OrderPlaced", "count", "3", "signature", "AAEC"));
    assertThat(event.records().get(1).body()).isEqualTo("Zweite \uD83D\uDCE6");
    assertThat(event.records().get(1).systemAttributes()).containsKey("AWSTraceHeader");
  }

  @Test
  void whetherAQueueIsFifo_itsNameSays_andNoGroup() {
    SqsEvent fifo = read(Events.open("fifo.json"));
    SqsEvent fair = read(Events.open("fair.json"));

    assertThat(fifo.queue()).returns(true, QueueArn::fifo);
    assertThat(fair.queue()).returns(false, QueueArn::fifo);
    assertThat(fair.records().get(0).systemAttributes())
        .containsEntry("MessageGroupId", "tenant-a");
  }

  @Test
  void whatIsNotKnown_isSkipped_inWhateverOrderItComes() {
    SqsRecord record = read(Events.open("newer.json")).records().get(0);

    assertThat(record.messageId()).isEqualTo("0f4f1a9e-0000-4302-9e22-7cd8afdaadf5");
    assertThat(record.body()).isEmpty();
    assertThat(record.attributes()).isEqualTo(Map.of("kind", "x"));
    assertThat(record.systemAttributes()).isEqualTo(Map.of("ApproximateReceiveCount", "1"));
  }

  @Test
  void noRecords_areABatchOfNone() {
    SqsEvent event = readText("{\"Records\":[]}");

    assertThat(event.records()).isEmpty();
    assertThat(event.queue()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                            | it is no object
          []                                            | it is no object
          "text"                                        | it is no object
          {}                                            | it has no 'Records'
          {"Records":{}}                                | its 'Records' are not one array
          {"Records":[],"Records":[]}                   | its 'Records' are not one array
          {"Records":[1]}                               | something is where an object is expected
          {"Records":[{}]}                              | a record is not of 'aws:sqs'
          {"Records":[{"eventSource":1}]}               | something is where a text is expected
          {"Records":[{"eventSource":"aws:sqs"}]}       | a record has no 'eventSourceARN'
          {"Records":[{"eventSource":"aws:sqs","eventSourceARN":"a"}]} | a record has no 'messageId'
          {"Records":[{"attributes":[]}]}               | something is where an object is expected
          {"Records":[{"messageAttributes":{"a":"b"}}]} | something is where an object is expected
          {"Records":[                                  | it is no JSON within its bounds: JsonEOFException
          {"Records":nonsense}                          | it is no JSON within its bounds: JsonParseException
          """)
  void malformedEvent_isRefused_sayingWhy_andNothingOfIt(String event, String why) {
    assertThatThrownBy(() -> readText(event))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessage(
            "INVALID_ARGUMENT: read SQS event: "
                + why
                + "; the function's trigger has to be an SQS queue")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(strings = {"console.json", "s3.json", "sns.json"})
  void eventOfAnotherTrigger_isRefused(String name) {
    assertThatThrownBy(() -> read(Events.open(name)))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("the function's trigger has to be an SQS queue");
  }

  @Test
  void recordsOfTwoQueues_areRefused() {
    String record =
        "{\"eventSource\":\"aws:sqs\",\"eventSourceARN\":\"arn:aws:sqs:r:000000000000:%s\","
            + "\"messageId\":\"m\",\"receiptHandle\":\"r\",\"body\":\"b\"}";

    assertThatThrownBy(
            () ->
                readText(
                    "{\"Records\":[" + record.formatted("a") + "," + record.formatted("b") + "]}"))
        .hasMessageContaining("its records are of more than one queue");
  }

  @Test
  void deeperThanAnEventIs_isRefused() {
    assertThatThrownBy(() -> readText("{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}"))
        .hasMessageContaining("it is no JSON within its bounds: StreamConstraintsException");
  }

  @Test
  void longerThanAnEventCanBe_isRefused() {
    byte[] start = "{\"Records\":[{\"body\":\"".getBytes(StandardCharsets.UTF_8);
    byte[] tooLong = Arrays.copyOf(start, 17 << 20);
    Arrays.fill(tooLong, start.length, tooLong.length, (byte) 'x');

    assertThatThrownBy(() -> read(new ByteArrayInputStream(tooLong)))
        .hasMessageContaining("it is no JSON within its bounds: StreamConstraintsException");
  }

  @Test
  void brokenStream_isNotTheEventsFault() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }

          @Override
          public int read(byte[] into, int from, int most) throws IOException {
            throw new IOException("reset");
          }
        };

    assertThatThrownBy(() -> read(broken))
        .isInstanceOfSatisfying(
            MessagingException.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }
}
