package dev.ferry.functions.aws;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ferry.aws.QueueArn;
import dev.ferry.aws.SqsRecord;
import dev.ferry.functions.json.EventParser;
import dev.ferry.messaging.MessagingException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the event of a queue as it streams in, without a class for its parts. What AWS may add is
 * skipped; what a batch cannot be handled without has to be there.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">example events</a>
 */
final class SqsEventReader {
  /** The most messages of a batch. */
  private static final int MOST_RECORDS = 10_000;

  private final EventParser parser = new EventParser("SQS event", "an SQS queue");

  /**
   * The batch in {@code event}.
   *
   * @param began when the invocation began
   * @param limit when Lambda ends it
   * @throws MessagingException INVALID_ARGUMENT when it is no event of one queue; the text holds
   *     nothing of its content
   */
  SqsEvent read(InputStream event, Instant began, Instant limit) {
    Found found = parser.read(event, this::batch);
    QueueArn queue = found.arn == null ? null : QueueArn.parse(found.arn);
    return new SqsEvent(queue, found.records, began, limit);
  }

  private Found batch(JsonParser in) throws IOException {
    Found found = new Found();
    parser.objects(
        in,
        "Records",
        () -> {
          found.add(record(in, found));
          if (found.records.size() > MOST_RECORDS) {
            throw parser.refuse("it has more than " + MOST_RECORDS + " records");
          }
        });
    return found;
  }

  private SqsRecord record(JsonParser in, Found found) throws IOException {
    String messageId = null;
    String receiptHandle = null;
    String body = null;
    String source = null;
    String arn = null;
    Map<String, String> system = Map.of();
    Map<String, String> attributes = Map.of();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "messageId" -> messageId = parser.text(in);
        case "receiptHandle" -> receiptHandle = parser.text(in);
        case "body" -> body = parser.text(in);
        case "eventSource" -> source = parser.text(in);
        case "eventSourceARN" -> arn = parser.text(in);
        case "attributes" -> system = texts(in);
        case "messageAttributes" -> attributes = attributes(in);
        default -> in.skipChildren();
      }
    }
    if (!"aws:sqs".equals(source)) {
      throw parser.refuse("a record is not of 'aws:sqs'");
    }
    found.from(parser.required(arn, "eventSourceARN"), parser);
    return new SqsRecord(
        parser.required(messageId, "messageId"),
        parser.required(receiptHandle, "receiptHandle"),
        parser.required(body, "body"),
        system,
        attributes);
  }

  private Map<String, String> texts(JsonParser in) throws IOException {
    Map<String, String> texts = new HashMap<>();
    parser.fields(
        in,
        name -> {
          String value = parser.text(in);
          if (value != null) {
            texts.put(name, value);
          }
        });
    return texts;
  }

  private Map<String, String> attributes(JsonParser in) throws IOException {
    Map<String, String> attributes = new HashMap<>();
    parser.fields(
        in,
        name -> {
          String value = attribute(in);
          if (value != null) {
            attributes.put(name, value);
          }
        });
    return attributes;
  }

  /** The text of an attribute, base64 where it is binary; null for one of neither kind. */
  private @Nullable String attribute(JsonParser in) throws IOException {
    String[] value = new String[1];
    parser.fields(
        in,
        name -> {
          boolean holdsIt = name.equals("stringValue") || name.equals("binaryValue");
          String text = holdsIt ? parser.text(in) : null;
          if (text != null) {
            value[0] = text;
          } else {
            in.skipChildren();
          }
        });
    return value[0];
  }

  /** What was read so far. */
  private static final class Found {
    private final List<SqsRecord> records = new ArrayList<>();
    private @Nullable String arn;

    private void add(SqsRecord record) {
      records.add(record);
    }

    private void from(String queue, EventParser parser) {
      if (arn != null && !arn.equals(queue)) {
        throw parser.refuse("its records are of more than one queue");
      }
      arn = queue;
    }
  }
}
