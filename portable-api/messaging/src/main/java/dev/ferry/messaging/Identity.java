package dev.ferry.messaging;

import dev.ferry.messaging.internal.Digest;
import dev.ferry.messaging.internal.Metadata;
import dev.ferry.messaging.internal.Text;
import dev.ferry.messaging.spi.InboundMessage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whose word a message's id is. In order: Ferry's metadata, the application's own id, the
 * CloudEvents id, an id that the broker carries for the sender, the broker's id. A word that cannot
 * be an id is passed over.
 *
 * @param id the id
 * @param stable whether it stays the same through a native redrive
 * @param flaw why Ferry's metadata or the application's id could not be read; null when nothing is
 *     wrong
 */
record Identity(String id, boolean stable, @Nullable String flaw) {

  /** The message that arrived, and whose its id is; never throws, whatever a sender sent. */
  static Identified of(InboundMessage inbound, Function<Message, Optional<String>> applicationId) {
    String ferry = inbound.attributes().get(Text.FERRY);
    if (ferry == null) {
      return foreign(inbound, applicationId);
    }
    Metadata.Decoded decoded = Metadata.decode(ferry);
    return decoded instanceof Metadata.Read read
        ? ours(inbound, read)
        : poison(inbound, (Metadata.Malformed) decoded);
  }

  private static Identified ours(InboundMessage inbound, Metadata.Read read) {
    Map<String, String> attributes = inbound.attributes();
    if (!read.folded().isEmpty()) {
      attributes = new TreeMap<>(attributes);
      attributes.putAll(read.folded());
    }
    Instant made = read.timestamp();
    Message message =
        plain(inbound, attributes)
            .id(read.id())
            .timestamp(made == null ? inbound.storedAt() : made)
            .contentType(read.contentType())
            .contentEncoding(read.contentEncoding())
            .history(read.history())
            .notes(read.notes())
            .build();
    return new Identified(new Identity(read.id(), true, null), message);
  }

  private static Identified poison(InboundMessage inbound, Metadata.Malformed malformed) {
    String id = malformed.id();
    Identity identity =
        id == null
            ? new Identity(brokerId(inbound), false, malformed.reason())
            : new Identity(id, true, malformed.reason());
    return identified(inbound, identity);
  }

  private static Identified foreign(
      InboundMessage inbound, Function<Message, Optional<String>> applicationId) {
    Message message = plain(inbound, inbound.attributes()).id(brokerId(inbound)).build();
    Optional<String> own;
    try {
      own = applicationId.apply(message).filter(Text::isId);
    } catch (RuntimeException | StackOverflowError unreadable) {
      String flaw = "the application's id: " + unreadable.getClass().getName();
      return new Identified(new Identity(message.id(), false, flaw), message);
    }
    String stable =
        own.or(() -> CloudEvents.id(message.attributes()))
            .or(() -> Optional.ofNullable(inbound.senderId()))
            .filter(Text::isId)
            .orElse(null);
    return stable == null
        ? new Identified(new Identity(message.id(), false, null), message)
        : new Identified(new Identity(stable, true, null), message.withId(stable));
  }

  private static Identified identified(InboundMessage inbound, Identity identity) {
    return new Identified(identity, plain(inbound, inbound.attributes()).id(identity.id()).build());
  }

  private static Message.Builder plain(InboundMessage inbound, Map<String, String> attributes) {
    return Message.builder(inbound.body())
        .received(attributes)
        .orderingKey(inbound.orderingKey())
        .timestamp(inbound.storedAt());
  }

  private static String brokerId(InboundMessage inbound) {
    String id = inbound.brokerId();
    return Text.isId(id) ? id : Digest.of(id);
  }

  /** A message and whose its id is. */
  record Identified(Identity identity, Message message) {}
}
