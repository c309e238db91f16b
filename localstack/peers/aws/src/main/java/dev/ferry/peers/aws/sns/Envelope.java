package dev.ferry.peers.aws.sns;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Wraps a message as SNS does where delivery is not raw; unsigned. */
final class Envelope {
  private static final JsonFactory JSON = new JsonFactory();

  private Envelope() {}

  /** The message that a queue gets: the envelope as its text, and no attributes. */
  static Publication of(
      String topicArn,
      String subscriptionArn,
      Topic.Published published,
      Publication publication,
      Instant now) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("Type", "Notification");
      json.writeStringField("MessageId", published.messageId());
      if (published.sequenceNumber() != null) {
        json.writeStringField("SequenceNumber", published.sequenceNumber());
      }
      json.writeStringField("TopicArn", topicArn);
      if (publication.subject() != null) {
        json.writeStringField("Subject", publication.subject());
      }
      json.writeStringField("Message", publication.body());
      json.writeStringField("Timestamp", now.truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringField(
          "UnsubscribeURL",
          "http://127.0.0.1/?Action=Unsubscribe&SubscriptionArn=" + subscriptionArn);
      writeAttributes(json, publication.attributes());
      json.writeEndObject();
    } catch (IOException inMemory) {
      throw new UncheckedIOException(inMemory);
    }
    return new Publication(
        text.toString(), null, Map.of(), publication.groupId(), publication.deduplicationId());
  }

  private static void writeAttributes(JsonGenerator json, Map<String, Attribute> attributes)
      throws IOException {
    if (attributes.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("MessageAttributes");
    for (Map.Entry<String, Attribute> entry : attributes.entrySet()) {
      json.writeObjectFieldStart(entry.getKey());
      json.writeStringField("Type", entry.getValue().type());
      json.writeStringField("Value", entry.getValue().value());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
