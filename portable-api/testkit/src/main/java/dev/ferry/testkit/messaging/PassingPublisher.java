package dev.ferry.testkit.messaging;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import java.util.Optional;

/** A driver that passes everything on to another: a subclass breaks what it means to break. */
public class PassingPublisher implements PublisherDriver {
  private final PublisherDriver driver;

  /** In front of {@code driver}, which is closed with it. */
  public PassingPublisher(PublisherDriver driver) {
    this.driver = driver;
  }

  @Override
  public Capabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public int sizeBytes(Body body) {
    return driver.sizeBytes(body);
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    return driver.send(batch);
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
