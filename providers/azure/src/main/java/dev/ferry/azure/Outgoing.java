package dev.ferry.azure;

import com.azure.core.util.BinaryData;
import com.azure.messaging.servicebus.ServiceBusMessage;
import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** Messages as the SDK sends them. */
final class Outgoing {
  /** What the broker itself writes on a dead letter: it is not to stay on what leaves there. */
  private static final Set<String> BROKERS_OWN =
      Set.of("DeadLetterReason", "DeadLetterErrorDescription");

  /** The most bytes of a char. */
  private static final int UTF_8_AT_MOST = 3;

  private Outgoing() {}

  /**
   * A message that is published. Its session is its ordering key; a queue with sessions takes
   * nothing without one, so that there a message without a key has a session of its own.
   */
  static ServiceBusMessage of(OutboundMessage message, boolean sessions, Instant now) {
    ServiceBusMessage outgoing =
        new ServiceBusMessage(BinaryData.fromBytes(message.body().unwrap()));
    message
        .attributes()
        .forEach(
            (name, value) -> {
              if (!BROKERS_OWN.contains(name)) {
                outgoing.getApplicationProperties().put(name, value);
              }
            });
    String trace = message.attributes().get(ServiceBusReader.TRACEPARENT);
    if (trace != null) {
      outgoing.getApplicationProperties().put(ServiceBusReader.DIAGNOSTIC_ID, trace);
    }
    String key = message.orderingKey();
    outgoing.setMessageId(message.deduplicationId());
    if (key != null || sessions) {
      outgoing.setSessionId(key == null ? message.deduplicationId() : key);
    }
    return scheduled(outgoing, message.delay(), now);
  }

  /**
   * A copy of a message that is to come again later. Its id is another, so that no duplicate window
   * swallows it, and the same when the same copy is sent again.
   */
  static ServiceBusMessage copy(ServiceBusReceivedMessage message, Duration delay, Instant now) {
    int deliveries = (int) message.getDeliveryCount() + 1;
    Carried carried = Carried.of(message).after(deliveries);
    ServiceBusMessage copy = new ServiceBusMessage(message);
    copy.getApplicationProperties().put(Carried.PROPERTY, carried.written());
    copy.setMessageId(
        Digest.of(
            "copy",
            carried.brokerId(),
            Long.toString(message.getSequenceNumber()),
            Integer.toString(carried.deliveries())));
    return scheduled(copy, delay, now);
  }

  private static ServiceBusMessage scheduled(
      ServiceBusMessage message, Duration delay, Instant now) {
    return delay.isZero()
        ? message
        : message.setScheduledEnqueueTime(now.plus(delay).atOffset(ZoneOffset.UTC));
  }

  /** Whether all properties have room together, which have a limit of their own. */
  static boolean headersFit(OutboundMessage message) {
    long atMost = 0;
    for (var property : message.attributes().entrySet()) {
      atMost += UTF_8_AT_MOST * ((long) property.getKey().length() + property.getValue().length());
    }
    return atMost <= ServiceBusLimits.HEADER_BYTES
        || headerBytes(message) <= ServiceBusLimits.HEADER_BYTES;
  }

  private static int headerBytes(OutboundMessage message) {
    return message.attributes().entrySet().stream()
        .mapToInt(
            one ->
                one.getKey().getBytes(StandardCharsets.UTF_8).length
                    + one.getValue().getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }
}
