package dev.ferry.embedded.simulation;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A broker around whose calls the process may die: after a dead letter is sent, before an ack. */
final class CrashingProvider implements MessagingProvider {
  private final MessagingProvider broker;
  private final Crashes crashes;
  private final Collection<Address> deadLetters;

  CrashingProvider(MessagingProvider broker, Crashes crashes, Collection<Address> deadLetters) {
    this.broker = broker;
    this.crashes = crashes;
    this.deadLetters = deadLetters;
  }

  @Override
  public String scheme() {
    return broker.scheme();
  }

  @Override
  public Set<String> parameters() {
    return broker.parameters();
  }

  @Override
  public PublisherDriver openPublisher(Address address, Timeline timeline) {
    PublisherDriver driver = broker.openPublisher(address, timeline);
    return deadLetters.contains(address) ? new DeadLetterDriver(driver) : driver;
  }

  @Override
  public SubscriptionDriver openSubscription(Address address, Timeline timeline) {
    return new AckDriver(broker.openSubscription(address, timeline));
  }

  @Override
  public Optional<ChannelAdmin> admin() {
    return broker.admin();
  }

  @Override
  public void close() {
    broker.close();
  }

  private final class DeadLetterDriver implements PublisherDriver {
    private final PublisherDriver driver;

    private DeadLetterDriver(PublisherDriver driver) {
      this.driver = driver;
    }

    @Override
    public Capabilities capabilities() {
      return driver.capabilities();
    }

    @Override
    public List<SendResult> send(List<OutboundMessage> batch) {
      List<SendResult> results = driver.send(batch);
      crashes.at(CrashPoint.AFTER_DEAD_LETTER);
      return results;
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return driver.unwrap(type);
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  private final class AckDriver implements SubscriptionDriver {
    private final SubscriptionDriver driver;

    private AckDriver(SubscriptionDriver driver) {
      this.driver = driver;
    }

    @Override
    public Capabilities capabilities() {
      return driver.capabilities();
    }

    @Override
    public List<InboundMessage> receive(int max, Duration wait) {
      return driver.receive(max, wait);
    }

    @Override
    public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
      if (settlements.stream().anyMatch(Settlement.Ack.class::isInstance)) {
        crashes.at(CrashPoint.BEFORE_ACK);
      }
      return driver.settle(settlements);
    }

    @Override
    public PeekPage peek(@Nullable String cursor, int max) {
      return driver.peek(cursor, max);
    }

    @Override
    public void seek(ReplayPoint point) {
      driver.seek(point);
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return driver.unwrap(type);
    }

    @Override
    public void close() {
      driver.close();
    }
  }
}
