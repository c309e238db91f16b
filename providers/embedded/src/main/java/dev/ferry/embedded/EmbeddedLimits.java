package dev.ferry.embedded;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the broker takes: the numbers of SQS, enforced for every entry and batch as they come.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html">SQS
 *     message quotas</a>
 */
final class EmbeddedLimits {
  static final int MESSAGE_BYTES = 1 << 20;
  static final int ATTRIBUTES = 10;
  static final int BATCH_MESSAGES = 10;
  static final int ID_CHARS = 128;
  static final Duration DELAY = Duration.ofMinutes(15);
  static final Duration LEASE = Duration.ofHours(12);

  private static final Limits LIMITS =
      new Limits(MESSAGE_BYTES, ATTRIBUTES, 0, BATCH_MESSAGES, MESSAGE_BYTES, DELAY, LEASE, LEASE);

  private EmbeddedLimits() {}

  static Capabilities capabilities(boolean ordered, Duration deduplicationWindow) {
    return new Capabilities(
        ordered ? Capabilities.Ordering.KEY : Capabilities.Ordering.NONE,
        Capabilities.RedeliveryDelay.EXACT,
        Capabilities.DeliveryCount.EXACT,
        true,
        true,
        Capabilities.Peek.NATIVE,
        true,
        true,
        true,
        deduplicationWindow,
        LIMITS);
  }

  /** Refuses a batch that is no batch. */
  static void checkBatch(String channel, List<OutboundMessage> batch) {
    if (batch.isEmpty() || batch.size() > BATCH_MESSAGES) {
      throw MessagingException.invalid(
          "publish to '%s': %d messages in a batch; send 1 to %d"
              .formatted(channel, batch.size(), BATCH_MESSAGES));
    }
    long bytes = batch.stream().mapToLong(EmbeddedLimits::sizeBytes).sum();
    if (bytes > MESSAGE_BYTES && batch.size() > 1) {
      throw MessagingException.invalid(
          "publish to '%s': %d bytes in a batch; send at most %d"
              .formatted(channel, bytes, MESSAGE_BYTES));
    }
  }

  /** Why a message cannot be stored; null when it can. */
  static @Nullable MessagingException refusal(String channel, OutboundMessage message) {
    String flaw = flaw(message);
    return flaw == null
        ? null
        : MessagingException.invalid(
            "publish message '%s' to '%s': %s".formatted(message.messageId(), channel, flaw));
  }

  private static @Nullable String flaw(OutboundMessage message) {
    if (message.attributes().size() > ATTRIBUTES) {
      return message.attributes().size() + " attributes; at most " + ATTRIBUTES + " fit";
    }
    if (message.attributes().keySet().stream().anyMatch(String::isBlank)) {
      return "an attribute without a name; give it one";
    }
    long size = sizeBytes(message);
    if (size > MESSAGE_BYTES) {
      return size + " bytes with attributes; at most " + MESSAGE_BYTES + " fit";
    }
    if (message.delay().isNegative() || message.delay().compareTo(DELAY) > 0) {
      return "delay " + message.delay() + "; choose one from 0 to " + DELAY;
    }
    String key = message.orderingKey();
    if (key != null && (key.isEmpty() || key.length() > ID_CHARS)) {
      return "an ordering key of " + key.length() + " characters; choose 1 to " + ID_CHARS;
    }
    int id = message.deduplicationId().length();
    return id == 0 || id > ID_CHARS
        ? "a deduplication id of " + id + " characters; choose 1 to " + ID_CHARS
        : null;
  }

  private static long sizeBytes(OutboundMessage message) {
    long size = message.body().sizeBytes();
    for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
      size += utf8Bytes(attribute.getKey()) + utf8Bytes(attribute.getValue());
    }
    return size;
  }

  private static int utf8Bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
