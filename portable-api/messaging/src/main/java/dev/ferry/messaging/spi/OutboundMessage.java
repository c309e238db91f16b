package dev.ferry.messaging.spi;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.internal.Pairs;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it goes to a broker: attributes with Ferry's metadata among them, nothing left to
 * decide.
 *
 * @param messageId the portable id, for results and brokers that take a sender's id
 * @param body the bytes
 * @param attributes all native attributes, sorted by name, {@code ferry} included
 * @param orderingKey the ordering key; null for none
 * @param deduplicationId what the broker's duplicate detection compares
 * @param delay how long the broker keeps it back at first
 */
public record OutboundMessage(
    String messageId,
    Body body,
    Map<String, String> attributes,
    @Nullable String orderingKey,
    String deduplicationId,
    Duration delay) {
  /** Copies the attributes. */
  public OutboundMessage {
    attributes = Pairs.copy(attributes);
  }
}
