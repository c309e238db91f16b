package dev.ferry.functions.azure;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message as the trigger gives it: the body, and the trigger's metadata by the names that the
 * worker binds. Immutable.
 */
public final class ReceivedMessage {
  private final Body body;
  private final String messageId;
  private final long sequenceNumber;
  private final int deliveryCount;
  private final String enqueuedTime;
  private final Map<String, String> properties;
  private final @Nullable String session;

  private ReceivedMessage(
      Body body,
      String messageId,
      long sequenceNumber,
      int deliveryCount,
      String enqueuedTime,
      Map<String, String> properties,
      @Nullable String session) {
    this.body = body;
    this.messageId = messageId;
    this.sequenceNumber = sequenceNumber;
    this.deliveryCount = deliveryCount;
    this.enqueuedTime = enqueuedTime;
    this.properties = properties;
    this.session = session;
  }

  /**
   * A message.
   *
   * @param body of a trigger with {@code dataType = "binary"}; not changed afterwards
   * @param messageId the metadata {@code MessageId}
   * @param sequenceNumber the metadata {@code SequenceNumber}
   * @param deliveryCount the metadata {@code DeliveryCount}
   * @param enqueuedTime the metadata {@code EnqueuedTimeUtc}
   * @param properties the metadata {@code ApplicationProperties}
   */
  public static ReceivedMessage of(
      byte[] body,
      String messageId,
      long sequenceNumber,
      int deliveryCount,
      String enqueuedTime,
      Map<String, ?> properties) {
    Map<String, String> texts = new TreeMap<>();
    properties.forEach((name, value) -> texts.put(name, String.valueOf(value)));
    return new ReceivedMessage(
        Body.wrap(body),
        unquoted(messageId),
        sequenceNumber,
        deliveryCount,
        unquoted(enqueuedTime),
        texts,
        null);
  }

  /**
   * The messages of a batch, out of the trigger's arrays.
   *
   * @throws MessagingException INVALID_ARGUMENT when the arrays are not of one length
   */
  public static List<ReceivedMessage> batch(
      List<byte[]> bodies,
      String[] messageIds,
      long[] sequenceNumbers,
      int[] deliveryCounts,
      String[] enqueuedTimes,
      List<? extends Map<String, ?>> properties) {
    int size = bodies.size();
    boolean alike =
        messageIds.length == size
            && sequenceNumbers.length == size
            && deliveryCounts.length == size
            && enqueuedTimes.length == size
            && properties.size() == size;
    if (!alike) {
      throw MessagingException.invalid(
          "read Service Bus batch: %d bodies, and the metadata of another number of messages; bind the arrays of the same trigger"
              .formatted(size));
    }
    List<ReceivedMessage> batch = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      batch.add(
          of(
              bodies.get(i),
              messageIds[i],
              sequenceNumbers[i],
              deliveryCounts[i],
              enqueuedTimes[i],
              properties.get(i)));
    }
    return batch;
  }

  /** A copy that is of a session: the metadata {@code SessionId}. */
  public ReceivedMessage inSession(String id) {
    return new ReceivedMessage(
        body, messageId, sequenceNumber, deliveryCount, enqueuedTime, properties, unquoted(id));
  }

  /** Metadata is JSON, and a worker may hand a text over with its quotes. */
  private static String unquoted(String text) {
    boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  boolean hasSession() {
    return session != null;
  }

  /** A message that was sent without a key has a session of its own, named after it. */
  private @Nullable String orderingKey() {
    return messageId.equals(session) ? null : session;
  }

  /**
   * As every broker's message is read.
   *
   * @param until when its lock ends, as far as anybody here knows
   */
  InboundMessage inbound(Instant now, Instant until) {
    return new InboundMessage(
        sequenceNumber,
        Long.toString(sequenceNumber),
        messageId,
        body,
        properties,
        orderingKey(),
        deliveryCount,
        storedAt(now),
        until);
  }

  /** A worker's own time format, where it is another, says nothing that has to be exact. */
  private Instant storedAt(Instant now) {
    try {
      String zoned = enqueuedTime.endsWith("Z") ? enqueuedTime : enqueuedTime + "Z";
      return Instant.parse(zoned);
    } catch (DateTimeParseException otherFormat) {
      return now;
    }
  }
}
