package dev.ferry.functions;

import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.PublisherOptions;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.SubscriptionOptions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channels of a function, by their names in the topology: where they are is in its environment.
 * A publisher is opened once for each. For the start of a function, which is one thread.
 */
public final class FunctionChannels {
  private final Map<String, Publisher> publishers = new HashMap<>();
  private final FunctionEnvironment environment;
  private final Messaging messaging;

  /** Channels on the providers of {@code messaging}. */
  public FunctionChannels(FunctionEnvironment environment, Messaging messaging) {
    this.environment = environment;
    this.messaging = messaging;
  }

  /**
   * What publishes to a channel.
   *
   * @throws MessagingException INVALID_ARGUMENT when its variable is missing or no address of a
   *     provider that is here; otherwise what the broker says
   */
  public Publisher publisher(String channel) {
    return publishers.computeIfAbsent(
        channel,
        name -> messaging.publisher(environment.channel(name), PublisherOptions.defaults()));
  }

  /** What publishes to a channel; null when none is named. */
  public @Nullable Publisher publisherOrNone(@Nullable String channel) {
    return channel == null ? null : publisher(channel);
  }

  /**
   * What reads a channel.
   *
   * @throws MessagingException as {@link #publisher}
   */
  public Subscription subscription(String channel) {
    return messaging.subscription(environment.channel(channel), SubscriptionOptions.defaults());
  }
}
