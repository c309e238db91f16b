package dev.ferry.functions.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ferry.aws.SqsReader;
import dev.ferry.aws.SqsRecord;
import dev.ferry.functions.json.EventParser;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event of a topic as it streams in. SNS's id is the sender's: it stays the same however
 * often the function is invoked with the message.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html">example event</a>
 */
final class SnsEventReader {
  private final EventParser parser = new EventParser("SNS event", "an SNS topic");

  /**
   * The messages in {@code event}.
   *
   * @throws MessagingException INVALID_ARGUMENT when it is no event of one topic; the text holds
   *     nothing of its content
   */
  SnsEvent read(InputStream event, Instant now) {
    return parser.read(event, in -> messages(in, now));
  }

  private SnsEvent messages(JsonParser in, Instant now) throws IOException {
    List<Found> found = new ArrayList<>();
    parser.objects(in, "Records", () -> found.add(record(in)));
    if (found.isEmpty()) {
      throw parser.refuse("it has no record");
    }
    String topic = found.get(0).topic;
    if (found.stream().anyMatch(one -> !one.topic.equals(topic))) {
      throw parser.refuse("its records are of more than one topic");
    }
    return new SnsEvent(topic, found.stream().map(one -> message(one.record, now)).toList());
  }

  private static InboundMessage message(SqsRecord record, Instant now) {
    InboundMessage read = SqsReader.plain().read(record, record, now);
    return new InboundMessage(
        read.receipt(),
        read.brokerId(),
        record.messageId(),
        read.body(),
        read.attributes(),
        read.orderingKey(),
        0,
        read.storedAt(),
        read.ackDeadline());
  }

  private Found record(JsonParser in) throws IOException {
    Found found = null;
    String source = null;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "EventSource" -> source = parser.text(in);
        case "Sns" -> found = notification(in);
        default -> in.skipChildren();
      }
    }
    if (!"aws:sns".equals(source) || found == null) {
      throw parser.refuse("a record is not of 'aws:sns'");
    }
    return found;
  }

  private Found notification(JsonParser in) throws IOException {
    Map<String, String> texts = new HashMap<>();
    Map<String, String> attributes = new HashMap<>();
    parser.fields(
        in,
        name -> {
          switch (name) {
            case "MessageId", "TopicArn", "Message", "Timestamp" -> keep(texts, name, in);
            case "MessageAttributes" ->
                parser.fields(in, attribute -> keep(attributes, attribute, value(in)));
            default -> in.skipChildren();
          }
        });
    String id = parser.required(texts.get("MessageId"), "MessageId");
    return new Found(
        parser.required(texts.get("TopicArn"), "TopicArn"),
        new SqsRecord(
            id,
            "",
            parser.required(texts.get("Message"), "Message"),
            Map.of("SentTimestamp", Long.toString(millis(texts.get("Timestamp")))),
            attributes));
  }

  private void keep(Map<String, String> texts, String name, JsonParser in) throws IOException {
    keep(texts, name, parser.text(in));
  }

  private static void keep(Map<String, String> texts, String name, @Nullable String text) {
    if (text != null) {
      texts.put(name, text);
    }
  }

  private @Nullable String value(JsonParser in) throws IOException {
    Map<String, String> parts = new HashMap<>();
    parser.fields(in, name -> keep(parts, name, in));
    return parts.get("Value");
  }

  private long millis(@Nullable String timestamp) {
    try {
      return Instant.parse(parser.required(timestamp, "Timestamp")).toEpochMilli();
    } catch (DateTimeException malformed) {
      throw parser.refuse("a record's 'Timestamp' is no time");
    }
  }

  /**
   * A notification.
   *
   * @param topic its topic
   * @param record what SQS would have made of it, with raw delivery
   */
  private record Found(String topic, SqsRecord record) {}
}
