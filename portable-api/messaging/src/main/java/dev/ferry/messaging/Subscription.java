package dev.ferry.messaging;

import dev.ferry.messaging.internal.QuietListener;
import dev.ferry.messaging.internal.Size;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
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
    this.listener = QuietListener.of(listener);
    this.settler = new Settler(address.toString(), driver, this.listener);
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
   * <p>Whatever a sender sent comes as a delivery: what cannot be read has a {@link
   * Delivery#flaw()}.
   *
   * @param max at least 1; the broker's batch limit holds as well
   * @param wait zero for not at all; less counts as zero
   * @throws MessagingException INVALID_ARGUMENT when {@code max} is below 1; CANCELLED when closed
   *     or interrupted; otherwise what the broker said
   */
  public List<Delivery> receive(int max, Duration wait) {
    return received(max, wait, driver::receive);
  }

  /**
   * As {@link #receive(int, Duration)}, for whoever comes again as soon as it can hold more, as a
   * worker does: a broker that sends by itself may send as much ahead as there is room for. What is
   * sent and not fetched within half a second goes back, and counts as delivered where the broker
   * counts.
   */
  public List<Delivery> receive(int max, Duration wait, Room room) {
    return received(max, wait, (most, span) -> driver.receive(most, span, room));
  }

  private List<Delivery> received(
      int max, Duration wait, BiFunction<Integer, Duration, List<InboundMessage>> receive) {
    require("receive from", max);
    Limits limits = driver.capabilities().limits();
    List<InboundMessage> batch =
        receive.apply(
            Math.min(max, limits.batchMessages()), wait.isNegative() ? Duration.ZERO : wait);
    if (!batch.isEmpty() && listener != MessagingListener.noop()) {
      int overhead = limits.attributeOverheadBytes();
      listener.received(
          settler.channel(),
          batch.size(),
          batch.stream()
              .mapToLong(inbound -> Size.bytes(inbound.body(), inbound.attributes(), overhead))
              .sum());
    }
    return batch.stream().map(this::delivery).toList();
  }

  /**
   * Settles deliveries that were received here together, in as few service calls as the broker's
   * batches allow, and blocks until all are answered. The listener hears of each.
   *
   * @return for each, in order, null when it took effect, or why it did not: FAILED_PRECONDITION
   *     when its lease was over, CANCELLED when this is closed
   */
  public List<@Nullable MessagingException> settle(List<Settling> settlings) {
    return settler.settle(
        settlings.stream().map(settling -> settling.settlement(settler)).toList());
  }

  /**
   * Looks at messages without leasing or counting them, from the oldest on, a page at a time.
   *
   * @param cursor where the last page ended; null for the beginning
   * @param max at least 1; a page may hold fewer
   * @throws MessagingException UNSUPPORTED where {@link Capabilities#peek()} is not NATIVE
   */
  public Page peek(@Nullable String cursor, int max) {
    require("peek at", max);
    if (driver.capabilities().peek() != Capabilities.Peek.NATIVE) {
      throw MessagingException.unsupported(
          "peek at '" + address + "': the broker cannot; receive and release instead");
    }
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
    if (!driver.capabilities().replay()) {
      throw MessagingException.unsupported("seek in '" + address + "': the broker cannot replay");
    }
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

  private void require(String operation, int max) {
    if (max < 1) {
      throw MessagingException.invalid(operation + " '" + address + "': max must be at least 1");
    }
    requireOpen(operation);
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
