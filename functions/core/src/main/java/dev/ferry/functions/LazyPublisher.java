package dev.ferry.functions;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.SendResult;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A publisher that is opened when it is first needed; opening that fails is tried again. */
final class LazyPublisher implements PublisherDriver {
  private final ReentrantLock lock = new ReentrantLock();
  private final Capabilities capabilities;
  private final ToIntFunction<Body> size;
  private final Supplier<PublisherDriver> opening;
  private @Nullable PublisherDriver opened;

  /**
   * A publisher that is not opened yet.
   *
   * @param capabilities what the destination can do
   * @param size how many bytes a body takes on its way there
   */
  LazyPublisher(
      Capabilities capabilities, ToIntFunction<Body> size, Supplier<PublisherDriver> opening) {
    this.capabilities = capabilities;
    this.size = size;
    this.opening = opening;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public int sizeBytes(Body body) {
    return size.applyAsInt(body);
  }

  @Override
  public List<SendResult> send(List<OutboundMessage> batch) {
    return driver().send(batch);
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return driver().unwrap(type);
  }

  private PublisherDriver driver() {
    lock.lock();
    try {
      PublisherDriver driver = opened == null ? opening.get() : opened;
      opened = driver;
      return driver;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (opened != null) {
        opened.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
