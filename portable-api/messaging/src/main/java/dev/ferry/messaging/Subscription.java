package dev.ferry.messaging;

import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Receives messages from one queue or subscription.
 *
 * <p>Safe for use by any number of threads. Every message comes at least once; whoever does not
 * settle a delivery before its lease ends gets it, or another consumer does, again.
 */
public final class Subscription implements AutoCloseable {
  private final Address address;
  private final SubscriptionDriver driver;
  private final SubscriptionOptions options;
  private final MessagingListener listener;
  private final Settler settler;
  private final AtomicBoolean closed = new AtomicBoolean();

  Subscription(
      Address address,
      SubscriptionDriver driver,
      SubscriptionOptions options,
      MessagingListener listener) {
    this.address = address;
    this.driver = driver;
    this.options = options;
    this.listener = listener;
    this.settler = new Settler(address.toString(), driver, listener);
  }

  /** Where it receives from. */
  public Address address() {
    return address;
  }

  /** What the source can do. */
  public Capabilities capabilities() {
    return driver.capabilities();
  }

  /**
   * Leases up to {@code max} messages; blocks until there is one or {@code wait} has passed. An
   * empty list is no error.
   *
   * @param max at least 1; the broker's batch limit holds as well
   * @throws MessagingException INVALID_ARGUMENT when {@code max} is below 1; CANCELLED when closed
   *     or interrupted; otherwise what the broker said
   */
  public List<Delivery> receive(int max, Duration wait) {
    if (max < 1) {
      throw MessagingException.invalid("receive from '" + address + "': max must be at least 1");
    }
    requireOpen("receive from");
    List<InboundMessage> batch =
        driver.receive(Math.min(max, driver.capabilities().limits().batchMessages()), wait);
    List<Delivery> deliveries = new ArrayList<>(batch.size());
    long bytes = 0;
    for (InboundMessage inbound : batch) {
      deliveries.add(delivery(inbound));
      bytes += inbound.body().sizeBytes();
    }
    if (!batch.isEmpty()) {
      tellReceived(batch.size(), bytes);
    }
    return deliveries;
  }

  private void tellReceived(int messages, long bytes) {
    try {
      listener.received(address.toString(), messages, bytes);
    } catch (RuntimeException ignoredAsPromised) {
      return;
    }
  }

  /**
   * Looks at messages without leasing or counting them, from the oldest on, a page at a time.
   *
   * @param cursor where the last page ended; null for the beginning
   * @throws MessagingException UNSUPPORTED where {@link Capabilities#peek()} is not NATIVE
   */
  public Page peek(@Nullable String cursor, int max) {
    requireOpen("peek at");
    PeekPage page = driver.peek(cursor, max);
    return new Page(page.messages().stream().map(this::delivery).toList(), page.next());
  }

  /**
   * Delivers again what was stored at {@code point} or later.
   *
   * @throws MessagingException UNSUPPORTED where {@link Capabilities#replay()} is false
   */
  public void seek(ReplayPoint point) {
    requireOpen("seek in");
    driver.seek(point);
  }

  /** The SDK's own client, where {@code type} names it. */
  public <T> Optional<T> unwrap(Class<T> type) {
    return driver.unwrap(type);
  }

  private Delivery delivery(InboundMessage inbound) {
    Identity.Identified identified = Identity.of(inbound, options.applicationId());
    return new Delivery(inbound, identified.identity(), identified.message(), settler);
  }

  private void requireOpen(String operation) {
    if (closed.get()) {
      throw MessagingException.cancelled(
          operation + " '" + address + "': the subscription is closed");
    }
  }

  /** Ends waits and gives up the connection; unsettled leases run out. Idempotent. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      driver.close();
    }
  }

  /**
   * A page of messages that were looked at; their verbs settle nothing.
   *
   * @param deliveries from older to newer
   * @param next where the next page begins; null after the last
   */
  public record Page(List<Delivery> deliveries, @Nullable String next) {
    /** Copies the list. */
    public Page {
      deliveries = List.copyOf(deliveries);
    }
  }
}
