package dev.ferry.messaging;

import dev.ferry.messaging.internal.Digest;
import dev.ferry.messaging.internal.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the attributes of an event in binary mode say of it. */
final class CloudEvents {
  /** As the bindings for HTTP and Pub/Sub, for Kafka, and for AMQP (two forms) write them. */
  private static final List<String> PREFIXES =
      List.of("ce-", "ce_", "cloudEvents:", "cloudEvents_");

  private CloudEvents() {}

  /**
   * What names the event: its source and its id, since an id is unique within its source only; the
   * id alone where there is no source; a hash where both are too long for an id.
   */
  static Optional<String> id(Map<String, String> attributes) {
    return PREFIXES.stream()
        .filter(prefix -> attributes.containsKey(prefix + "id"))
        .findFirst()
        .map(prefix -> name(attributes.get(prefix + "source"), attributes.get(prefix + "id")))
        .filter(Text::isId);
  }

  private static String name(@Nullable String source, @Nullable String id) {
    String name = source == null ? String.valueOf(id) : source + ' ' + id;
    return name.length() > Text.MAX_ID ? Digest.of(name) : name;
  }
}
