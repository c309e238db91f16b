package dev.ferry.embedded;

import dev.ferry.messaging.spi.OutboundMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The attributes by which a reader knows what the broker itself dead-lettered, why and from where.
 *
 * <p>They are the broker's own, as SQS's {@code DeadLetterQueueSourceArn} or Service Bus's {@code
 * DeadLetterReason}: they come on top of a message's ten, and a publisher that copies them is not
 * followed, so that a redriven message is none of the broker's dead letters any more.
 */
final class DeadLetterMarks {
  static final String SOURCE = "DeadLetterSource";
  static final String REASON = "DeadLetterReason";
  static final String DESCRIPTION = "DeadLetterDescription";

  /** The reason where nobody gave one. */
  static final String MAX_DELIVERIES = "MaxDeliveriesExceeded";

  private static final Set<String> ALL = Set.of(SOURCE, REASON, DESCRIPTION);
  private static final int DESCRIPTION_CHARS = 1024;

  private DeadLetterMarks() {}

  /** A published message as it is stored: immutable, and without marks. */
  static OutboundMessage strip(OutboundMessage message) {
    Map<String, String> attributes = message.attributes();
    if (ALL.stream().noneMatch(attributes::containsKey)) {
      Map<String, String> copy = Map.copyOf(attributes);
      return copy == attributes
          ? message
          : withAttributes(message, message.deduplicationId(), copy, message.delay());
    }
    Map<String, String> own = new HashMap<>(attributes);
    own.keySet().removeAll(ALL);
    return withAttributes(message, message.deduplicationId(), own, message.delay());
  }

  /** The dead letter of a message: the broker's id is its deduplication id, as in SQS. */
  static OutboundMessage mark(
      OutboundMessage message,
      Map<String, String> attributes,
      String source,
      String brokerId,
      String reason,
      String description) {
    Map<String, String> marked = new HashMap<>(attributes);
    marked.put(SOURCE, source);
    marked.put(REASON, reason);
    if (!description.isEmpty()) {
      marked.put(
          DESCRIPTION, description.substring(0, Math.min(description.length(), DESCRIPTION_CHARS)));
    }
    return withAttributes(message, brokerId, marked, Duration.ZERO);
  }

  private static OutboundMessage withAttributes(
      OutboundMessage message,
      String deduplicationId,
      Map<String, String> attributes,
      Duration delay) {
    return new OutboundMessage(
        message.messageId(),
        message.body(),
        Map.copyOf(attributes),
        message.orderingKey(),
        deduplicationId,
        delay);
  }
}
