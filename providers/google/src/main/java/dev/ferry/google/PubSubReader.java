package dev.ferry.google;

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import dev.ferry.messaging.spi.InboundMessage;
import java.time.Instant;

/** Reads what Pub/Sub gives as a message. Never throws, whatever a sender sent. */
final class PubSubReader {
  private PubSubReader() {}

  static InboundMessage read(ReceivedMessage received, Receipt receipt) {
    PubsubMessage message = received.getMessage();
    DeadLetterSource letter = DeadLetterSource.read(message.getAttributesMap());
    String key = message.getOrderingKey();
    return new InboundMessage(
        receipt,
        message.getMessageId(),
        null,
        OwnBytes.body(message.getData()),
        TraceContext.read(letter.attributes()),
        key.isEmpty() ? null : key,
        Math.max(received.getDeliveryAttempt(), letter.deliveries()),
        instant(message.getPublishTime()),
        receipt.deadline(),
        letter.from());
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }
}
