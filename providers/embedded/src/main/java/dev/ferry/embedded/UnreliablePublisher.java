package dev.ferry.embedded;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import java.util.Optional;

/** A publisher whose connection fails as the faults say. */
final class UnreliablePublisher implements PublisherDriver {
  private final PublisherDriver driver;
  private final Connection connection;

  UnreliablePublisher(PublisherDriver driver, Connection connection) {
    this.driver = driver;
    this.connection = connection;
  }

  @Override
  public Capabilities capabilities() {
    return driver.capabilities();
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    return connection.call(
        FaultPoint.PUBLISH,
        () ->
            connection.partially(FaultPoint.PUBLISH, batch, driver::send, SendResult.Refused::new));
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
