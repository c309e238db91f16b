package dev.ferry.testkit.messaging;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How the conformance suites reach a provider's broker; one serves all tests of a class.
 *
 * <p>What a broker cannot do is told by its {@link dev.ferry.messaging.Capabilities} and needs
 * nothing here. A broker in real time waits in {@link #advance}, and says with {@link #tick()},
 * {@link #patience()} and {@link #silence()} how long.
 */
public interface BrokerHarness extends AutoCloseable {
  /** Opens a provider on the one broker, as a process of its own would. The suite closes it. */
  MessagingProvider open();

  /**
   * Opens the providers of what {@link #channels} makes beside what {@link #open} gives, where a
   * cloud's topics have a scheme of their own. The suite closes them.
   */
  default List<MessagingProvider> openBeside() {
    return List.of();
  }

  /** What makes channels: the provider's own by default. */
  default ChannelAdmin channels(MessagingProvider opened) {
    return opened
        .admin()
        .orElseThrow(() -> new AssertionError("a provider without an admin: make channels here"));
  }

  /** The time that publishers, subscriptions and workers go by. */
  Timeline timeline();

  /** Lets time pass on the broker and on {@link #timeline()}. */
  void advance(Duration span);

  /**
   * The shortest time that the broker keeps and a test may wait for, in whole seconds: the tests'
   * leases, delays and windows are up to 30 of it. Ten seconds by default, for time that is moved.
   */
  default Duration tick() {
    return Duration.ofSeconds(10);
  }

  /** How long one receive waits for what must be there; not at all by default. */
  default Duration patience() {
    return Duration.ZERO;
  }

  /** How long a receive must stay empty to be believed; not at all by default. */
  default Duration silence() {
    return Duration.ZERO;
  }

  /** The lowest limit of deliveries that a queue can be given; 1 by default. */
  default int fewestDeliveries() {
    return 1;
  }

  /** Sends a message as a foreign sender does; by default as it stands, through a driver. */
  default List<SendResult> sendForeign(
      MessagingProvider opened, Address to, List<OutboundMessage> messages) {
    try (PublisherDriver driver = opened.openPublisher(to, timeline())) {
      return driver.send(messages);
    }
  }

  /** Tests that the broker is known to fail, by name, each with the reason; they show as skips. */
  default Map<String, String> knownGaps() {
    return Map.of();
  }

  /** Gives up the broker and what serves it. */
  @Override
  void close();
}
