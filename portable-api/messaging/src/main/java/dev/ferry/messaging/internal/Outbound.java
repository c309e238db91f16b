package dev.ferry.messaging.internal;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Makes the native form of a message for one destination and holds it to the destination's limits,
 * counting what Ferry adds. Nothing is dropped or split.
 */
public final class Outbound {
  private final String channel;
  private final Limits limits;
  private final ToIntFunction<Body> bodyBytes;

  /** For the destination {@code channel}, where bodies take as many bytes as they have. */
  public Outbound(String channel, Limits limits) {
    this(channel, limits, Body::sizeBytes);
  }

  /**
   * For the destination {@code channel}.
   *
   * @param bodyBytes how many bytes a body takes on the wire
   */
  public Outbound(String channel, Limits limits, ToIntFunction<Body> bodyBytes) {
    this.channel = channel;
    this.limits = limits;
    this.bodyBytes = bodyBytes;
  }

  /** The native form of a message that a user publishes: attributes stay native. */
  public OutboundMessage published(Message message) {
    if (fitsByFar(message)) {
      return made(message, with(message.attributes(), Metadata.encode(message, Pairs.NONE)));
    }
    int room = limits.attributes() - Limits.RESERVED_ATTRIBUTES;
    int attributes = message.attributes().size();
    if (attributes > room) {
      throw refused(
          message, attributes + " attributes where " + room + " fit; put some in the body");
    }
    return checked(message, message.attributes(), Pairs.NONE);
  }

  /**
   * Checks what {@link #published} checks.
   *
   * @throws MessagingException INVALID_ARGUMENT when a limit does not allow it
   */
  void check(Message message) {
    if (!fitsByFar(message)) {
      OutboundMessage unused = published(message);
    }
  }

  /** Whether it is within the limits even if every character takes as much as one can. */
  private boolean fitsByFar(Message message) {
    NavigableMap<String, String> attributes = message.attributes();
    long metadata = Metadata.mostBytes(message);
    if (attributes.size() > limits.attributes() - Limits.RESERVED_ATTRIBUTES
        || metadata > valueRoom()
        || !message.notes().isEmpty()
        || !message.delay().isZero()) {
      return false;
    }
    long size = Text.FERRY.length() + metadata + limits.attributeOverheadBytes();
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      long value = Text.mostUtf8Bytes(attribute.getValue());
      if (value > valueRoom()) {
        return false;
      }
      size += Text.mostUtf8Bytes(attribute.getKey()) + value + limits.attributeOverheadBytes();
    }
    return size + bodyBytes.applyAsInt(message.body()) <= limits.messageBytes();
  }

  private int valueRoom() {
    return Math.min(limits.attributeValueBytes(), Metadata.MAX_CHARS);
  }

  /**
   * The native form of a message that is sent on: attributes without a slot are folded, the last by
   * name first. A slot that is kept for the trace context may hold another here: a message that was
   * received brings its trace context as one of its attributes.
   */
  public OutboundMessage forwarded(Message message) {
    NavigableMap<String, String> own = new TreeMap<>(message.attributes());
    NavigableMap<String, String> folded = new TreeMap<>();
    while (own.size() > limits.attributes() - 1) {
      var last = own.pollLastEntry();
      folded.put(last.getKey(), last.getValue());
    }
    return checked(message, own, folded);
  }

  private OutboundMessage checked(
      Message message, NavigableMap<String, String> own, NavigableMap<String, String> folded) {
    if (folded.size() + message.notes().size() > Metadata.MAX_EXTRAS) {
      throw refused(
          message,
          "more than " + Metadata.MAX_EXTRAS + " attributes without a slot; put some in the body");
    }
    Map<String, String> attributes = with(own, Metadata.encode(message, folded));
    attributes.forEach((name, value) -> checkValue(message, name, value));
    OutboundMessage outbound = made(message, attributes);
    checkSizeAndDelay(message, outbound);
    return outbound;
  }

  private static OutboundMessage made(Message message, Map<String, String> attributes) {
    String deduplicationId = message.deduplicationId();
    return new OutboundMessage(
        message.id(),
        message.body(),
        attributes,
        message.orderingKey(),
        deduplicationId == null ? () -> derivedId(message) : () -> deduplicationId,
        message.delay());
  }

  private static Map<String, String> with(NavigableMap<String, String> own, String metadata) {
    if (own.isEmpty()) {
      return Pairs.single(Text.FERRY, metadata);
    }
    Map<String, String> attributes = new TreeMap<>(own);
    attributes.put(Text.FERRY, metadata);
    return attributes;
  }

  private static String derivedId(Message message) {
    return Hop.PUBLISH.deduplicationId(message.id(), message.history().round(), 0);
  }

  private void checkValue(Message message, String name, String value) {
    int size = Text.utf8Bytes(value);
    int room = valueRoom();
    if (size > room) {
      throw refused(
          message,
          "attribute '" + name + "' has " + size + " bytes where " + room + " fit; shorten it");
    }
  }

  private void checkSizeAndDelay(Message message, OutboundMessage outbound) {
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
  }

  private MessagingException refused(Message message, String why) {
    return MessagingException.invalid(
        "publish message '" + message.id() + "' to '" + channel + "': " + why);
  }

  /** What the broker counts for it. */
  long sizeBytes(OutboundMessage message) {
    return (long) bodyBytes.applyAsInt(message.body())
        + Size.bytes(Body.empty(), message.attributes(), limits.attributeOverheadBytes());
  }
}
