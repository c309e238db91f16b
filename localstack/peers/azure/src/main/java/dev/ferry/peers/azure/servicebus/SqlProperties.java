package dev.ferry.peers.azure.servicebus;

import java.util.Locale;
import java.util.Map;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * What the names of an SQL expression mean for a message.
 *
 * @param message the message
 */
record SqlProperties(Message message) {
  private static final String SYSTEM = "sys.";
  private static final String USER = "user.";

  /** The value of {@code sys.Name}, {@code user.name} or {@code name}; null where there is none. */
  @Nullable Object value(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith(SYSTEM)) {
      return SystemProperties.of(message, name.substring(SYSTEM.length()));
    }
    String own = lower.startsWith(USER) ? name.substring(USER.length()) : name;
    Object exact = Amqp.properties(message).get(own);
    return exact == null ? ignoringCase(own) : exact;
  }

  private @Nullable Object ignoringCase(String name) {
    return Amqp.properties(message).entrySet().stream()
        .filter(property -> property.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }
}
