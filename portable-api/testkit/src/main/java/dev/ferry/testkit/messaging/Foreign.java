package dev.ferry.testkit.messaging;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.spi.OutboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;

/** A sender that knows no Ferry and uses all that the broker gives: every slot, every byte. */
final class Foreign {
  private static final int MOST_ATTRIBUTES = 100;

  /** A received message has the time when the broker stored it; any of today is as long. */
  private static final Instant STORED = Instant.ofEpochMilli(1_700_000_000_000L);

  private final Limits limits;
  private final String id = UUID.randomUUID().toString();
  private final Map<String, String> attributes = new TreeMap<>();

  Foreign(Limits limits) {
    this.limits = limits;
    for (int i = 0; i < Math.min(limits.attributes(), MOST_ATTRIBUTES); i++) {
      attributes.put("foreign-" + i, "value " + i + " ü");
    }
  }

  OutboundMessage message(int bodyBytes) {
    return new OutboundMessage(id, Scene.body(bodyBytes), attributes, null, id, Duration.ZERO);
  }

  /** A message that leaves no room at all. */
  OutboundMessage ofMaximumSize() {
    int attributeBytes =
        attributes.entrySet().stream()
            .mapToInt(
                one ->
                    Body.of(one.getKey()).sizeBytes()
                        + Body.of(one.getValue()).sizeBytes()
                        + limits.attributeOverheadBytes())
            .sum();
    return message(limits.messageBytes() - attributeBytes);
  }

  /** The size of the largest body whose message, as it will be received, passes. */
  int largestBody(Predicate<Message> passes) {
    Message empty =
        Message.builder(Body.empty()).attributes(attributes).id(id).timestamp(STORED).build();
    int first =
        Scene.firstNotPassing(
            0, limits.messageBytes(), size -> passes.test(copy(empty, Scene.body(size))));
    return first - 1;
  }

  private static Message copy(Message message, Body body) {
    return Message.builder(body)
        .attributes(message.attributes())
        .id(message.id())
        .timestamp(message.timestamp())
        .build();
  }
}
