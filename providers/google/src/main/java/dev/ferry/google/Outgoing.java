package dev.ferry.google;

import com.google.protobuf.UnsafeByteOperations;
import com.google.pubsub.v1.PubsubMessage;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a topic, held to the rules that {@link dev.ferry.messaging.Limits} has no
 * words for.
 *
 * @param message what is sent; null when it is refused
 * @param refusal why; null when it is not
 */
record Outgoing(@Nullable PubsubMessage message, @Nullable MessagingException refusal) {
  private static final String RESERVED = "goog";
  private static final String OF_CLIENTS = "googclient_";

  /**
   * A message on its way, or refused.
   *
   * @param topic its full name
   */
  static Outgoing of(OutboundMessage message, String topic) {
    String flaw = flaw(message);
    if (flaw != null) {
      return new Outgoing(
          null,
          MessagingException.invalid(
              "publish message '%s' to '%s': %s"
                  .formatted(message.messageId(), Names.last(topic), flaw)));
    }
    PubsubMessage.Builder outgoing =
        PubsubMessage.newBuilder()
            .setData(UnsafeByteOperations.unsafeWrap(message.body().asByteBuffer()));
    message.attributes().forEach(outgoing::putAttributes);
    String key = message.orderingKey();
    return new Outgoing(
        key == null ? outgoing.build() : outgoing.setOrderingKey(key).build(), null);
  }

  private static @Nullable String flaw(OutboundMessage message) {
    Map<String, String> attributes = message.attributes();
    if (attributes.size() > PubSubLimits.ATTRIBUTES) {
      return attributes.size() + " attributes where " + PubSubLimits.ATTRIBUTES + " fit";
    }
    String key = message.orderingKey();
    if (key != null && (key.isEmpty() || exceeds(key, PubSubLimits.ORDERING_KEY_BYTES))) {
      return "an ordering key of other than 1 to 1024 bytes; hash it";
    }
    if (message.body().sizeBytes() == 0 && attributes.isEmpty()) {
      return "neither a body nor an attribute; Pub/Sub wants one of them";
    }
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      String flaw = flaw(attribute);
      if (flaw != null) {
        return flaw;
      }
    }
    return null;
  }

  private static @Nullable String flaw(Map.Entry<String, String> attribute) {
    String name = attribute.getKey();
    if (name.isEmpty() || exceeds(name, PubSubLimits.ATTRIBUTE_KEY_BYTES)) {
      return "attribute '" + name + "' is not named in 1 to 256 bytes; rename it";
    }
    if (name.startsWith(RESERVED) && !name.startsWith(OF_CLIENTS)) {
      return "attribute '" + name + "' begins with goog, which is Google's; rename it";
    }
    return exceeds(attribute.getValue(), PubSubLimits.ATTRIBUTE_VALUE_BYTES)
        ? "attribute '" + name + "' has a value of more than 1024 bytes; put it into the body"
        : null;
  }

  /** A char takes three bytes at most: few texts need to be counted. */
  private static boolean exceeds(String text, int bytes) {
    return text.length() > bytes / 3 && text.getBytes(StandardCharsets.UTF_8).length > bytes;
  }
}
