package dev.ferry.messaging.spi;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.internal.Pairs;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message as it goes to a broker: attributes with Ferry's metadata among them, nothing left to
 * decide. Immutable and safe for use by any number of threads.
 */
public final class OutboundMessage {
  private final String messageId;
  private final Body body;
  private final Map<String, String> attributes;
  private final @Nullable String orderingKey;
  private final Supplier<String> deduplication;
  private final Duration delay;

  /** Made once it is asked for; more than one thread may make it, and each makes the same. */
  private @Nullable String deduplicationId;

  /** A message; copies the attributes. */
  public OutboundMessage(
      String messageId,
      Body body,
      Map<String, String> attributes,
      @Nullable String orderingKey,
      String deduplicationId,
      Duration delay) {
    this(messageId, body, attributes, orderingKey, () -> deduplicationId, delay);
  }

  /**
   * A message whose deduplication id is made when a broker asks for it, which most do not; copies
   * the attributes.
   *
   * @param deduplicationId gives the same each time
   */
  public OutboundMessage(
      String messageId,
      Body body,
      Map<String, String> attributes,
      @Nullable String orderingKey,
      Supplier<String> deduplicationId,
      Duration delay) {
    this.messageId = messageId;
    this.body = body;
    this.attributes = Pairs.sorted(attributes);
    this.orderingKey = orderingKey;
    this.deduplication = deduplicationId;
    this.delay = delay;
  }

  /** The portable id, for results and brokers that take a sender's id. */
  public String messageId() {
    return messageId;
  }

  /** The bytes. */
  public Body body() {
    return body;
  }

  /** All native attributes, sorted by name, {@code ferry} included; unmodifiable. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** The ordering key; null for none. */
  public @Nullable String orderingKey() {
    return orderingKey;
  }

  /** What the broker's duplicate detection compares. */
  public String deduplicationId() {
    String known = deduplicationId;
    if (known == null) {
      known = deduplication.get();
      deduplicationId = known;
    }
    return known;
  }

  /** How long the broker keeps it back at first. */
  public Duration delay() {
    return delay;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OutboundMessage message
        && messageId.equals(message.messageId)
        && body.equals(message.body)
        && attributes.equals(message.attributes)
        && Objects.equals(orderingKey, message.orderingKey)
        && deduplicationId().equals(message.deduplicationId())
        && delay.equals(message.delay);
  }

  @Override
  public int hashCode() {
    return messageId.hashCode();
  }

  /** The id and the size only: bodies and attribute values stay out of logs. */
  @Override
  public String toString() {
    return "OutboundMessage[" + messageId + ", " + body.sizeBytes() + " bytes]";
  }
}
