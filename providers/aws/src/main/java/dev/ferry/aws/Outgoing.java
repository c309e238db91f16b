package dev.ferry.aws;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way to a queue or topic, held to the rules that {@link
 * dev.ferry.messaging.Limits} has no words for.
 *
 * @param entry what is sent; null when it is refused
 * @param refusal why; null when it is not
 */
record Outgoing(@Nullable SqsEntry entry, @Nullable MessagingException refusal) {
  private static final String FERRY = "ferry";

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">the
   *     parts of an attribute</a>
   */
  private static final Pattern ATTRIBUTE_NAME =
      Pattern.compile(
          "(?!(?i:aws\\.|amazon\\.))(?!.*\\.\\.)[A-Za-z0-9_-](?:[A-Za-z0-9_.-]{0,254}[A-Za-z0-9_-])?");

  /**
   * What a message is on the wire.
   *
   * @param channel for people
   * @param fifo whether the destination keeps the order of groups
   */
  static Outgoing of(OutboundMessage message, String channel, boolean fifo) {
    TextBody body = TextBody.of(message.body());
    String flaw = flaw(message, body);
    if (flaw != null) {
      return new Outgoing(
          null,
          MessagingException.invalid(
              "publish message '%s' to '%s': %s".formatted(message.messageId(), channel, flaw)));
    }
    String key = message.orderingKey();
    SqsEntry entry =
        new SqsEntry(
            body.text(),
            body.marked(message.attributes()),
            fifo && key == null ? message.deduplicationId() : key,
            fifo ? message.deduplicationId() : null,
            Math.toIntExact(message.delay().plusNanos(999_999_999).toSeconds()),
            TraceHeader.xray(message.attributes().get(TraceHeader.TRACEPARENT)));
    return new Outgoing(entry, null);
  }

  private static @Nullable String flaw(OutboundMessage message, TextBody body) {
    if (body.homeless(message.attributes())) {
      return "no text that XML may hold, and no 'ferry' attribute to say how else it travels;"
          + " publish it through a Publisher, or encode it";
    }
    if (message.attributes().size() > SqsLimits.ATTRIBUTES) {
      return message.attributes().size() + " attributes where " + SqsLimits.ATTRIBUTES + " fit";
    }
    String key = message.orderingKey();
    if (key != null && !XmlText.isId(key)) {
      return "an ordering key of other than 1 to 128 visible ASCII characters; hash or escape it";
    }
    if (!XmlText.isId(message.deduplicationId())) {
      return "a deduplication id of other than 1 to 128 visible ASCII characters; hash it";
    }
    for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
      String flaw = flaw(attribute);
      if (flaw != null) {
        return flaw;
      }
    }
    return null;
  }

  private static @Nullable String flaw(Map.Entry<String, String> attribute) {
    boolean ours = attribute.getKey().equals(FERRY);
    if (!ours && !ATTRIBUTE_NAME.matcher(attribute.getKey()).matches()) {
      return "attribute '"
          + attribute.getKey()
          + "' is not named in 1 to 256 of A-Z a-z 0-9 _ - . as AWS wants it; rename it";
    }
    String value = attribute.getValue();
    return value.isEmpty() || !XmlText.isXml(value)
        ? "attribute '"
            + attribute.getKey()
            + "' is empty or no text that XML may hold; leave it out, or encode it"
        : null;
  }
}
