package dev.ferry.functions.google;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.ferry.functions.json.EventParser;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the wrapping of a pushed message as it streams in, without a class for its parts. What
 * Google may add is skipped; what a message cannot be handled without has to be there.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/push#receive_push">the format of a push</a>
 */
final class PushReader {
  private static final int MOST_ATTRIBUTES = 100;
  private static final String PARENT = "traceparent";

  /** Where Google's clients put it. */
  private static final String CLIENT_PARENT = "googclient_traceparent";

  private final EventParser parser =
      new EventParser("Pub/Sub push", "a push subscription of Pub/Sub with payload wrapping");

  /**
   * The message in {@code body}.
   *
   * @param limit when the host ends the invocation
   * @throws MessagingException INVALID_ARGUMENT when it is no push of one message; the text holds
   *     nothing of its content
   */
  InboundMessage read(InputStream body, Instant limit) {
    return parser.read(body, in -> wrapped(in).message(parser, limit));
  }

  private Found wrapped(JsonParser in) throws IOException {
    Found found = new Found();
    boolean[] there = {false};
    in.nextToken();
    parser.fields(
        in,
        name -> {
          switch (name) {
            case "message" -> {
              there[0] = true;
              parser.fields(in, field -> field(in, field, found));
            }
            case "deliveryAttempt" -> found.deliveryAttempt = number(in);
            default -> in.skipChildren();
          }
        });
    if (!there[0] || in.nextToken() != null) {
      throw parser.refuse("it is not one object with a 'message'");
    }
    return found;
  }

  /** A message's ids and times stand in it under two names each, of which one is enough. */
  private void field(JsonParser in, String name, Found found) throws IOException {
    switch (name) {
      case "data" -> found.data = bytes(in);
      case "attributes" -> attributes(in, found.attributes);
      case "messageId", "message_id" -> found.messageId = parser.text(in);
      case "publishTime", "publish_time" -> found.publishTime = parser.text(in);
      case "orderingKey", "ordering_key" -> found.orderingKey = parser.text(in);
      default -> in.skipChildren();
    }
  }

  private byte[] bytes(JsonParser in) throws IOException {
    if (in.currentToken() == JsonToken.VALUE_NULL) {
      return new byte[0];
    }
    if (in.currentToken() != JsonToken.VALUE_STRING) {
      throw parser.refuse("its data is no text");
    }
    return in.getBinaryValue();
  }

  private void attributes(JsonParser in, Map<String, String> attributes) throws IOException {
    parser.fields(
        in,
        name -> {
          String value = parser.text(in);
          if (value != null) {
            attributes.put(name, value);
          }
          if (attributes.size() > MOST_ATTRIBUTES) {
            throw parser.refuse("it has more than " + MOST_ATTRIBUTES + " attributes");
          }
        });
  }

  private int number(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
      throw parser.refuse("its 'deliveryAttempt' is no number");
    }
    return Math.max(0, in.getIntValue());
  }

  /** What was read so far. */
  private static final class Found {
    private final Map<String, String> attributes = new HashMap<>();
    private byte[] data = {};
    private @Nullable String messageId;
    private @Nullable String publishTime;
    private @Nullable String orderingKey;
    private int deliveryAttempt;

    private InboundMessage message(EventParser parser, Instant limit) {
      String id = parser.required(messageId, "messageId");
      String key = orderingKey == null || orderingKey.isEmpty() ? null : orderingKey;
      String parent = attributes.get(CLIENT_PARENT);
      if (parent != null) {
        attributes.putIfAbsent(PARENT, parent);
      }
      return new InboundMessage(
          id, id, null, Body.of(data), attributes, key, deliveryAttempt, stored(parser), limit);
    }

    private Instant stored(EventParser parser) {
      try {
        return Instant.parse(parser.required(publishTime, "publishTime"));
      } catch (DateTimeException malformed) {
        throw parser.refuse("its 'publishTime' is no time");
      }
    }
  }
}
