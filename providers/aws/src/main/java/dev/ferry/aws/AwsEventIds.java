package dev.ferry.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.SubscriptionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the ids that services of AWS give their events, which stay the same through a redrive and a
 * repeated delivery, as SQS's own ids do not.
 *
 * <pre>{@code
 * messaging.subscription(address, AwsEventIds.eventBridge());
 * }</pre>
 */
public final class AwsEventIds {
  private static final Set<String> S3 =
      Set.of(
          "/Records/eventName",
          "/Records/s3/bucket/name",
          "/Records/s3/object/key",
          "/Records/s3/object/versionId",
          "/Records/s3/object/sequencer");

  private AwsEventIds() {}

  /**
   * The {@code id} of an EventBridge event.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html">event
   *     structure</a>
   */
  public static SubscriptionOptions eventBridge() {
    return new SubscriptionOptions(
        message -> Optional.ofNullable(fields(message, Set.of("/id")).get("/id")));
  }

  /**
   * What names an S3 notification: its kind, bucket, key, version and sequencer.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">message
   *     structure</a>
   */
  public static SubscriptionOptions s3() {
    return new SubscriptionOptions(AwsEventIds::s3);
  }

  private static Optional<String> s3(Message message) {
    Map<String, String> fields = fields(message, S3);
    String sequencer = fields.get("/Records/s3/object/sequencer");
    return sequencer == null
        ? Optional.empty()
        : Optional.of(
            Sha256.hex(
                fields.get("/Records/eventName")
                    + '\n'
                    + fields.get("/Records/s3/bucket/name")
                    + '\n'
                    + fields.get("/Records/s3/object/key")
                    + '\n'
                    + fields.get("/Records/s3/object/versionId")
                    + '\n'
                    + sequencer));
  }

  /** The first text at each of these places; none where the body is no JSON object. */
  private static Map<String, String> fields(Message message, Set<String> places) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = Json.FACTORY.createParser(message.body().toByteArray())) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() != null) {
          String place = place(json);
          if (json.currentToken() == JsonToken.VALUE_STRING && places.contains(place)) {
            fields.putIfAbsent(place, json.getText());
          }
        }
      }
    } catch (IOException noJson) {
      throw new UncheckedIOException(noJson);
    }
    return fields;
  }

  /** The names on the way to the current token; arrays have none. */
  private static String place(JsonParser json) {
    StringBuilder place = new StringBuilder();
    for (var at = json.getParsingContext(); at != null; at = at.getParent()) {
      if (at.hasCurrentName()) {
        place.insert(0, "/" + at.getCurrentName());
      }
    }
    return place.toString();
  }

  /** Loaded with the first event only. */
  private static final class Json {
    static final JsonFactory FACTORY = new JsonFactory();
  }
}
