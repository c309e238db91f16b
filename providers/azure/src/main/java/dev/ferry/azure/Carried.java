package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a scheduled copy carries of the message that it is a copy of, in one property: the broker
 * counts and dates a copy anew, and a sender's id must not be repeated within a duplicate window.
 *
 * @param deliveries of the messages before
 * @param storedAt when the first was stored
 * @param brokerId the first one's broker id
 * @param senderId the first one's MessageId; null where it had none
 */
record Carried(int deliveries, Instant storedAt, String brokerId, @Nullable String senderId) {
  /** The property's name. */
  static final String PROPERTY = "ferry-hop";

  private static final int LONGEST = 2000;
  private static final int MOST_DELIVERIES = 1_000_000;

  /** What a received message carries, or would be the first to carry. */
  static Carried of(ServiceBusReceivedMessage message) {
    Object text = message.getApplicationProperties().get(PROPERTY);
    Carried carried = text instanceof String written ? read(written) : null;
    return carried == null ? first(message) : carried;
  }

  private static Carried first(ServiceBusReceivedMessage message) {
    Instant stored =
        message.getEnqueuedTime() == null ? Instant.EPOCH : message.getEnqueuedTime().toInstant();
    String id = message.getMessageId();
    String place = stored.toEpochMilli() + "-" + message.getSequenceNumber();
    return new Carried(0, stored, place, id == null || id.isEmpty() ? null : id);
  }

  /** What is written; null where it is not ours. */
  private static @Nullable Carried read(String written) {
    if (written.length() > LONGEST) {
      return null;
    }
    Map<String, String> pairs = new HashMap<>();
    for (String pair : written.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        pairs.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    try {
      String sender = pairs.get("sender");
      return new Carried(
          Math.min(Math.max(Integer.parseInt(pairs.getOrDefault("n", "")), 0), MOST_DELIVERIES),
          Instant.ofEpochMilli(Long.parseLong(pairs.getOrDefault("at", ""))),
          decode(pairs.getOrDefault("id", "")),
          sender == null ? null : decode(sender));
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  /** How often it was delivered, this delivery of a message that carries it included. */
  int with(ServiceBusReceivedMessage message) {
    return deliveries + (int) message.getDeliveryCount() + 1;
  }

  /** For the copy of a message that was delivered so often. */
  Carried after(int more) {
    return new Carried(Math.min(deliveries + more, MOST_DELIVERIES), storedAt, brokerId, senderId);
  }

  /** As the property has it. */
  String written() {
    String text = "n=" + deliveries + "&at=" + storedAt.toEpochMilli() + "&id=" + encode(brokerId);
    return senderId == null ? text : text + "&sender=" + encode(senderId);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
