package dev.ferry.host.azure;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the trigger tells of messages beside their bodies, under the names that functions bind. Of
 * several, each is an array. What has no type of its own on the way to a worker is JSON: so a date
 * is a text in quotes.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger">
 *     message metadata</a>
 */
final class Metadata {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");

  private Metadata() {}

  /** Of one message. */
  static Map<String, TypedData> of(ServiceBusReceivedMessage message) {
    Map<String, TypedData> metadata = new LinkedHashMap<>();
    fields(message)
        .forEach(
            (name, value) -> {
              if (value instanceof String text) {
                metadata.put(name, TypedData.text(text));
              } else if (value instanceof Long number) {
                metadata.put(name, TypedData.number(number));
              } else if (value instanceof Time time) {
                metadata.put(name, TypedData.json(time.text()));
              } else if (value != null) {
                metadata.put(name, TypedData.json(value));
              }
            });
    return metadata;
  }

  /** Of a batch. */
  static Map<String, TypedData> of(List<ServiceBusReceivedMessage> messages) {
    Map<String, List<@Nullable Object>> arrays = new LinkedHashMap<>();
    for (ServiceBusReceivedMessage message : messages) {
      fields(message)
          .forEach(
              (name, value) ->
                  arrays
                      .computeIfAbsent(name + "Array", array -> new ArrayList<>())
                      .add(value instanceof Time time ? time.text() : value));
    }
    Map<String, TypedData> metadata = new LinkedHashMap<>();
    arrays.forEach((name, array) -> metadata.put(name, TypedData.json(array)));
    return metadata;
  }

  private static Map<String, @Nullable Object> fields(ServiceBusReceivedMessage message) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("MessageId", message.getMessageId());
    fields.put("SequenceNumber", message.getSequenceNumber());
    // The SDK tells how often it was delivered before; the host counts this time, too.
    fields.put("DeliveryCount", message.getDeliveryCount() + 1);
    fields.put("EnqueuedTimeUtc", Time.of(message.getEnqueuedTime()));
    fields.put("ExpiresAtUtc", Time.of(message.getExpiresAt()));
    fields.put("LockToken", message.getLockToken());
    fields.put("SessionId", message.getSessionId());
    fields.put("CorrelationId", message.getCorrelationId());
    fields.put("ContentType", message.getContentType());
    fields.put("Subject", message.getSubject());
    fields.put("To", message.getTo());
    fields.put("ReplyTo", message.getReplyTo());
    fields.put("DeadLetterSource", message.getDeadLetterSource());
    fields.put("ApplicationProperties", new TreeMap<>(message.getApplicationProperties()));
    return fields;
  }

  /**
   * A date.
   *
   * @param text as JSON has it
   */
  private record Time(String text) {
    private static @Nullable Time of(@Nullable OffsetDateTime time) {
      return time == null
          ? null
          : new Time(TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC)));
    }
  }
}
