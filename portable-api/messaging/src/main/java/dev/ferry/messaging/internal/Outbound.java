package dev.ferry.messaging.internal;

import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Makes the native form of a message for one destination and holds it to the destination's limits,
 * counting what Ferry adds. Nothing is dropped or split.
 */
public final class Outbound {
  private final String channel;
  private final Limits limits;

  /** For the destination {@code channel}. */
  public Outbound(String channel, Limits limits) {
    this.channel = channel;
    this.limits = limits;
  }

  /** The native form of a message that a user publishes: attributes stay native. */
  public OutboundMessage published(Message message) {
    int room = limits.attributes() - Limits.RESERVED_ATTRIBUTES;
    if (message.attributes().size() > room) {
      throw refused(
          message,
          message.attributes().size() + " attributes where " + room + " fit; put some in the body");
    }
    return checked(message, message.attributes(), Map.of());
  }

  /** The native form of a message that is sent on: attributes without a slot are folded. */
  public OutboundMessage forwarded(Message message) {
    int room = limits.attributes() - 1;
    NavigableMap<String, String> own = new TreeMap<>(message.attributes());
    NavigableMap<String, String> folded = new TreeMap<>();
    while (own.size() > room) {
      String last = own.lastKey();
      folded.put(last, message.attributes().get(last));
      own.remove(last);
    }
    return checked(message, own, folded);
  }

  private OutboundMessage checked(
      Message message, Map<String, String> own, Map<String, String> folded) {
    Map<String, String> attributes = new LinkedHashMap<>(own);
    attributes.put(Text.FERRY, Metadata.encode(message, folded));
    String deduplicationId = message.deduplicationId();
    OutboundMessage outbound =
        new OutboundMessage(
            message.id(),
            message.body(),
            Map.copyOf(attributes),
            message.orderingKey(),
            deduplicationId == null
                ? Hop.PUBLISH.deduplicationId(message.id(), message.history().round(), 0)
                : deduplicationId,
            message.delay());
    long size = sizeBytes(outbound);
    if (size > limits.messageBytes()) {
      throw refused(
          message,
          size
              + " bytes with attributes where "
              + limits.messageBytes()
              + " fit; compress it, or store it elsewhere and send a reference");
    }
    if (message.delay().compareTo(limits.delay()) > 0) {
      throw refused(
          message,
          "delay " + message.delay() + " where at most " + limits.delay() + " is possible");
    }
    return outbound;
  }

  private MessagingException refused(Message message, String why) {
    return MessagingException.invalid(
        "publish message '" + message.id() + "' to '" + channel + "': " + why);
  }

  /** What the broker counts for it. */
  public long sizeBytes(OutboundMessage message) {
    long size = message.body().sizeBytes();
    for (Map.Entry<String, String> attribute : message.attributes().entrySet()) {
      size +=
          Text.utf8Bytes(attribute.getKey())
              + Text.utf8Bytes(attribute.getValue())
              + limits.attributeOverheadBytes();
    }
    return size;
  }
}
