package dev.ferry.testkit.messaging;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A driver that passes everything on to another: a subclass breaks what it means to break. */
public class PassingSubscription implements SubscriptionDriver {
  private final SubscriptionDriver driver;

  /** In front of {@code driver}, which is closed with it. */
  public PassingSubscription(SubscriptionDriver driver) {
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
