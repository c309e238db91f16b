package dev.ferry.azure;

import com.azure.core.amqp.models.AmqpMessageBody;
import com.azure.core.amqp.models.AmqpMessageBodyType;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.spi.InboundMessage;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Service Bus gives as a message. Never throws, whatever a sender sent: what is not as
 * it should be stays what it is.
 */
final class ServiceBusReader {
  static final String TRACEPARENT = "traceparent";

  /** Where Azure's own SDKs put the trace context. */
  static final String DIAGNOSTIC_ID = "Diagnostic-Id";

  private ServiceBusReader() {}

  /**
   * The message.
   *
   * @param receipt what settles this delivery
   * @param deliveries how often the broker has delivered this copy, this time included
   * @param ackDeadline when its lease ends
   */
  static InboundMessage read(
      ServiceBusReceivedMessage raw, Object receipt, int deliveries, Instant ackDeadline) {
    Carried carried = Carried.of(raw);
    return new InboundMessage(
        receipt,
        carried.brokerId(),
        carried.senderId(),
        body(raw.getRawAmqpMessage().getBody()),
        attributes(raw.getApplicationProperties()),
        orderingKey(raw, carried.senderId()),
        Math.max(carried.deliveries() + deliveries, GivenUp.deliveries(raw, carried)),
        carried.storedAt(),
        ackDeadline);
  }

  private static Body body(AmqpMessageBody body) {
    if (body.getBodyType() == AmqpMessageBodyType.DATA) {
      return Body.of(body.getFirstData());
    }
    Object value =
        body.getBodyType() == AmqpMessageBodyType.VALUE ? body.getValue() : body.getSequence();
    return Body.of(String.valueOf(value));
  }

  private static Map<String, String> attributes(Map<String, Object> properties) {
    NavigableMap<String, String> attributes = new TreeMap<>();
    properties.forEach(
        (name, value) -> {
          if (value != null) {
            attributes.put(name, value.toString());
          }
        });
    attributes.remove(Carried.PROPERTY);
    String trace = attributes.remove(DIAGNOSTIC_ID);
    if (trace != null) {
      attributes.putIfAbsent(TRACEPARENT, trace);
    }
    return attributes;
  }

  /** A message that was sent without a key has a session of its own, named after it. */
  private static @Nullable String orderingKey(
      ServiceBusReceivedMessage raw, @Nullable String senderId) {
    String session = raw.getSessionId();
    return session == null || session.equals(senderId) ? null : session;
  }
}
