package dev.ferry.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What SNS wraps around a message where it does not deliver raw.
 *
 * @param messageId SNS's id; null where there is no envelope
 * @param body the text that was published
 * @param attributes by name, as those of {@link SqsRecord}
 * @see <a
 *     href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html#http-notification-json">the
 *     notification's fields</a>
 */
record SnsEnvelope(@Nullable String messageId, String body, Map<String, String> attributes) {

  /** The message itself. */
  static SnsEnvelope none(SqsRecord raw) {
    return new SnsEnvelope(null, raw.body(), raw.attributes());
  }

  /** What the envelope of this topic holds; the message itself when it has none. */
  static SnsEnvelope read(SqsRecord raw, String topicArn) {
    try (JsonParser json = Json.FACTORY.createParser(raw.body())) {
      Map<String, String> fields = new HashMap<>();
      Map<String, String> attributes = new TreeMap<>();
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return none(raw);
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          fields.put(name, json.getText());
        } else if (name.equals("MessageAttributes")) {
          readAttributes(json, attributes);
        } else {
          json.skipChildren();
        }
      }
      String message = fields.get("Message");
      boolean ours =
          "Notification".equals(fields.get("Type")) && topicArn.equals(fields.get("TopicArn"));
      return ours && message != null
          ? new SnsEnvelope(fields.get("MessageId"), message, attributes)
          : none(raw);
    } catch (IOException noJson) {
      return none(raw);
    }
  }

  private static void readAttributes(JsonParser json, Map<String, String> attributes)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean value = json.currentName().equals("Value");
        if (json.nextToken() == JsonToken.VALUE_STRING && value) {
          attributes.put(name, json.getText());
        } else {
          json.skipChildren();
        }
      }
    }
  }

  /** Loaded with the first envelope only. */
  private static final class Json {
    static final JsonFactory FACTORY = new JsonFactory();
  }
}
