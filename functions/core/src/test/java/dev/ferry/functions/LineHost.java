package dev.ferry.functions;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Limits;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import dev.ferry.processing.Disposition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A host whose event is lines of text, a message each, and whose answer lists those that are to
 * come again; a message that starts with {@code #} makes the event malformed. Dead letters are
 * moved by the broker itself and kept here.
 */
public final class LineHost implements HostAdapter<List<String>, List<String>> {
  static final Capabilities SOURCE =
      new Capabilities(
          Capabilities.Ordering.NONE,
          Capabilities.RedeliveryDelay.EXACT,
          Capabilities.DeliveryCount.EXACT,
          true,
          false,
          Capabilities.Peek.NATIVE,
          false,
          false,
          false,
          Duration.ZERO,
          new Limits(
              1 << 20,
              10,
              0,
              10,
              1 << 20,
              Duration.ZERO,
              Duration.ofHours(12),
              Duration.ofHours(12)));

  final List<Settlement> settled = new CopyOnWriteArrayList<>();
  private final SubscriptionDriver driver = new Driver();
  private final Instant now;

  public LineHost(Instant now) {
    this.now = now;
  }

  @Override
  public List<Delivery> read(List<String> event) {
    List<Delivery> deliveries = new ArrayList<>();
    for (String line : event) {
      if (line.startsWith("#")) {
        throw MessagingException.invalid(
            "read event: '#' starts no message; report it to the host");
      }
      InboundMessage inbound =
          new InboundMessage(
              line, "broker-" + line, "id-" + line, Body.of(line), Map.of(), null, 1, now, now);
      deliveries.add(Delivery.pushed("lines", inbound, driver, SubscriptionOptions.defaults()));
    }
    return deliveries;
  }

  @Override
  public List<String> answer(List<String> event, List<Decided> decided) {
    return decided.stream()
        .filter(
            one ->
                one.disposition() instanceof Disposition.Redeliver
                    || one.disposition() instanceof Disposition.Leave)
        .map(one -> one.delivery().message().body().utf8())
        .toList();
  }

  private final class Driver implements SubscriptionDriver {
    @Override
    public Capabilities capabilities() {
      return SOURCE;
    }

    @Override
    public List<InboundMessage> receive(int max, Duration wait) {
      throw MessagingException.unsupported("receive: the host pushes");
    }

    @Override
    public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
      settled.addAll(settlements);
      List<@Nullable MessagingException> fine = new ArrayList<>();
      settlements.forEach(one -> fine.add(null));
      return fine;
    }

    @Override
    public PeekPage peek(@Nullable String cursor, int max) {
      return new PeekPage(List.of(), null);
    }

    @Override
    public void seek(ReplayPoint point) {}

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }
}
