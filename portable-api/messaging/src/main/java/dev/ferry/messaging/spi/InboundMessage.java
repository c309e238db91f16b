package dev.ferry.messaging.spi;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.internal.Pairs;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it comes from a broker, before its metadata is read.
 *
 * @param receipt what settles this delivery of it; opaque to everyone but the driver
 * @param brokerId the broker's own id for it
 * @param senderId an id that the broker carries for the sender (FIFO deduplication id, Service Bus
 *     MessageId); null where there is none
 * @param body the bytes
 * @param attributes all native attributes, sorted by name, {@code ferry} included if it is there
 * @param orderingKey the ordering key; null for none
 * @param deliveryCount how often the broker has delivered it, this time included; 0 where it does
 *     not count
 * @param storedAt when the broker stored it
 * @param ackDeadline when its lease ends; for a peeked message, the instant of the look
 * @param deadLetteredFrom where it was before the broker itself dead-lettered it, as an address;
 *     null where it did not, or does not say
 */
public record InboundMessage(
    Object receipt,
    String brokerId,
    @Nullable String senderId,
    Body body,
    Map<String, String> attributes,
    @Nullable String orderingKey,
    int deliveryCount,
    Instant storedAt,
    Instant ackDeadline,
    @Nullable String deadLetteredFrom) {
  /** Copies the attributes. */
  public InboundMessage {
    attributes = Pairs.sorted(attributes);
  }

  /** A message of which nothing is known but that somebody sent it. */
  public InboundMessage(
      Object receipt,
      String brokerId,
      @Nullable String senderId,
      Body body,
      Map<String, String> attributes,
      @Nullable String orderingKey,
      int deliveryCount,
      Instant storedAt,
      Instant ackDeadline) {
    this(
        receipt,
        brokerId,
        senderId,
        body,
        attributes,
        orderingKey,
        deliveryCount,
        storedAt,
        ackDeadline,
        null);
  }
}
