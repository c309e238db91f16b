package dev.ferry.messaging;

import dev.ferry.messaging.internal.Metadata;
import dev.ferry.messaging.internal.Text;
import dev.ferry.messaging.spi.InboundMessage;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose word a message's id is. In order: Ferry's metadata, the application's own id, the
 * CloudEvents id, an id that the broker carries for the sender, the broker's id.
 */
record Identity(String id, boolean stable, @Nullable String flaw) {
  private static final List<String> CLOUD_EVENT_IDS = List.of("ce-id", "ce_id", "cloudEvents:id");

  /** The message that arrived, and whose its id is; never throws, whatever a sender sent. */
  static Identified of(InboundMessage inbound, Function<Message, Optional<String>> applicationId) {
    try {
      return read(inbound, applicationId);
    } catch (RuntimeException unreadable) {
      Identity identity =
          new Identity(inbound.brokerId(), false, String.valueOf(unreadable.getMessage()));
      return new Identified(
          identity,
          Message.builder(inbound.body())
              .id(inbound.brokerId())
              .timestamp(inbound.storedAt())
              .build());
    }
  }

  private static Identified read(
      InboundMessage inbound, Function<Message, Optional<String>> applicationId) {
    String ferry = inbound.attributes().get(Text.FERRY);
    if (ferry == null) {
      return foreign(inbound, applicationId);
    }
    Metadata.Decoded decoded = Metadata.decode(ferry);
    if (decoded instanceof Metadata.Read read) {
      return ours(inbound, read);
    }
    Metadata.Malformed malformed = (Metadata.Malformed) decoded;
    String id = malformed.id();
    Identity identity =
        id == null
            ? new Identity(inbound.brokerId(), false, malformed.reason())
            : new Identity(id, true, malformed.reason());
    return new Identified(identity, plain(inbound).id(identity.id).build());
  }

  private static Identified ours(InboundMessage inbound, Metadata.Read read) {
    NavigableMap<String, String> attributes = new TreeMap<>(readable(inbound.attributes()));
    attributes.putAll(readable(read.folded()));
    Message message =
        plain(inbound)
            .id(read.id())
            .attributes(attributes)
            .timestamp(read.timestamp() == null ? inbound.storedAt() : read.timestamp())
            .contentType(read.contentType())
            .contentEncoding(read.contentEncoding())
            .history(read.history())
            .notes(readable(read.notes()))
            .build();
    return new Identified(new Identity(read.id(), true, null), message);
  }

  private static Identified foreign(
      InboundMessage inbound, Function<Message, Optional<String>> applicationId) {
    Message message = plain(inbound).id(inbound.brokerId()).build();
    Optional<String> own = applicationId.apply(message).or(() -> cloudEventId(message));
    String stable = own.orElse(inbound.senderId());
    if (stable == null || stable.isBlank() || stable.length() > 256) {
      return new Identified(new Identity(message.id(), false, null), message);
    }
    return new Identified(new Identity(stable, true, null), message.withId(stable));
  }

  private static Optional<String> cloudEventId(Message message) {
    return CLOUD_EVENT_IDS.stream()
        .filter(message.attributes()::containsKey)
        .findFirst()
        .map(message.attributes()::get);
  }

  private static Message.Builder plain(InboundMessage inbound) {
    return Message.builder(inbound.body())
        .attributes(readable(inbound.attributes()))
        .orderingKey(inbound.orderingKey())
        .timestamp(inbound.storedAt());
  }

  /** Without Ferry's own attribute and names that only a foreign sender can have made. */
  private static Map<String, String> readable(Map<String, String> attributes) {
    NavigableMap<String, String> readable = new TreeMap<>(attributes);
    readable.remove(Text.FERRY);
    readable.keySet().removeIf(String::isBlank);
    return readable;
  }

  /** A message and whose its id is. */
  record Identified(Identity identity, Message message) {}
}
