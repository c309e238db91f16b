package dev.ferry.messaging;

import java.util.Optional;
import java.util.function.Function;

/**
 * How a subscription reads what foreign senders sent.
 *
 * @param applicationId finds an id of the application's in a message without Ferry's metadata, such
 *     as an attribute or a field of the body; empty when it is not there
 */
public record SubscriptionOptions(Function<Message, Optional<String>> applicationId) {
  private static final SubscriptionOptions DEFAULTS =
      new SubscriptionOptions(message -> Optional.empty());

  /** No id of the application's. */
  public static SubscriptionOptions defaults() {
    return DEFAULTS;
  }

  /** The id is the value of an attribute. */
  public static SubscriptionOptions idFromAttribute(String name) {
    return new SubscriptionOptions(message -> Optional.ofNullable(message.attributes().get(name)));
  }
}
