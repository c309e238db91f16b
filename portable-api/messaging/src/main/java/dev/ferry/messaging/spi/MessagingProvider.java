package dev.ferry.messaging.spi;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import java.util.Optional;
import java.util.Set;

/**
 * A broker that Ferry can use, found by ServiceLoader or handed to {@link
 * dev.ferry.messaging.Messaging}.
 *
 * <p>The no-arg constructor opens nothing. Drivers may be opened by several threads at once.
 */
public interface MessagingProvider extends AutoCloseable {
  /** The scheme of its addresses, such as {@code sqs}. */
  String scheme();

  /** The parameters that its addresses may have; the portable side refuses every other. */
  Set<String> parameters();

  /**
   * Opens what sends to a queue or topic. May block for one service call that looks it up.
   *
   * @throws dev.ferry.messaging.MessagingException NOT_FOUND, PERMISSION_DENIED, UNAVAILABLE
   */
  PublisherDriver openPublisher(Address address, Timeline timeline);

  /**
   * Opens what receives from a queue or subscription. May block for one service call.
   *
   * @throws dev.ferry.messaging.MessagingException NOT_FOUND, PERMISSION_DENIED, UNAVAILABLE
   */
  SubscriptionDriver openSubscription(Address address, Timeline timeline);

  /** What makes and removes channels, where this provider can; for tests, tools and local hosts. */
  Optional<ChannelAdmin> admin();

  /** Gives up what the provider itself opened; drivers are closed by those who opened them. */
  @Override
  void close();
}
