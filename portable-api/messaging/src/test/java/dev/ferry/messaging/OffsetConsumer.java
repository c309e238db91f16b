package dev.ferry.messaging;

import dev.ferry.messaging.OffsetWindow.Receipt;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A member of a consumer group as a driver: leases and delays over nothing but offset commits. */
final class OffsetConsumer implements SubscriptionDriver {
  private static final int WINDOW = 4;
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final NavigableMap<Integer, OffsetWindow> windows = new TreeMap<>();
  private final OffsetLog log;
  private final Timeline timeline;

  OffsetConsumer(OffsetLog log, Timeline timeline) {
    this.log = log;
    this.timeline = timeline;
  }

  /** The partitions that are its own from now on, with the epochs of the assignment. */
  void assign(Map<Integer, Integer> owned) {
    windows.clear();
    owned.forEach((partition, epoch) -> open(partition, epoch));
  }

  private void open(int partition, int epoch) {
    windows.put(partition, new OffsetWindow(partition, epoch, WINDOW, log.committed(partition)));
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        Capabilities.Ordering.KEY,
        Capabilities.RedeliveryDelay.BROKER_POLICY,
        Capabilities.DeliveryCount.NONE,
        false,
        false,
        Capabilities.Peek.NATIVE,
        true,
        false,
        true,
        Duration.ZERO,
        new Limits(
            1_048_588,
            1_000,
            0,
            100,
            1_048_588,
            Duration.ZERO,
            Duration.ofMinutes(5),
            Duration.ofMinutes(5)));
  }

  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    List<InboundMessage> received = new ArrayList<>();
    for (OffsetWindow window : windows.values()) {
      window.fill(log);
      while (received.size() < max) {
        Optional<Receipt> receipt = window.lease(timeline.now(), LEASE);
        if (receipt.isEmpty()) {
          break;
        }
        received.add(inbound(window, receipt.get()));
      }
    }
    return received;
  }

  private static InboundMessage inbound(OffsetWindow window, Receipt receipt) {
    return inbound(window.entry(receipt), receipt.partition(), receipt, window.until(receipt));
  }

  private static InboundMessage inbound(
      OffsetLog.Entry entry, int partition, Object receipt, Instant until) {
    return new InboundMessage(
        receipt,
        partition + "/" + entry.offset(),
        null,
        entry.message().body(),
        entry.message().attributes(),
        entry.message().orderingKey(),
        0,
        entry.storedAt(),
        until);
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    List<@Nullable MessagingException> answers = new ArrayList<>();
    NavigableMap<Integer, OffsetWindow> moved = new TreeMap<>();
    settlements.forEach(settlement -> answers.add(settled(settlement, moved)));
    moved.forEach((partition, window) -> log.commit(partition, window.epoch(), window.mark()));
    return answers;
  }

  private @Nullable MessagingException settled(
      Settlement settlement, Map<Integer, OffsetWindow> moved) {
    Receipt receipt = (Receipt) settlement.receipt();
    OffsetWindow window = windows.get(receipt.partition());
    if (window == null || !window.holds(receipt, timeline.now())) {
      return new MessagingException(
          ErrorCode.FAILED_PRECONDITION, false, "settle: the lease is over");
    }
    long mark = window.mark();
    apply(window, receipt, settlement);
    if (window.mark() > mark) {
      moved.put(receipt.partition(), window);
    }
    return null;
  }

  private void apply(OffsetWindow window, Receipt receipt, Settlement settlement) {
    if (settlement instanceof Settlement.Ack) {
      window.done(receipt);
    } else if (settlement instanceof Settlement.Nack nack) {
      window.again(receipt, timeline.now().plus(nack.redeliverAfter()));
    } else if (settlement instanceof Settlement.Extend extend) {
      window.extend(receipt, timeline.now().plus(extend.lease()));
    } else {
      throw MessagingException.unsupported("dead-letter: a log cannot; send it to a topic");
    }
  }

  /** The cursor is how many were looked at, partition after partition. */
  @Override
  public PeekPage peek(@Nullable String cursor, int max) {
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    List<InboundMessage> all = new ArrayList<>();
    for (int partition = 0; partition < log.partitions(); partition++) {
      long committed = log.committed(partition);
      for (OffsetLog.Entry entry : log.read(partition, committed, Integer.MAX_VALUE)) {
        all.add(inbound(entry, partition, "none", timeline.now()));
      }
    }
    int to = Math.min(all.size(), from + max);
    return new PeekPage(all.subList(from, to), to < all.size() ? String.valueOf(to) : null);
  }

  @Override
  public void seek(ReplayPoint point) {
    Map<Integer, Integer> owned = new TreeMap<>();
    windows.forEach((partition, window) -> owned.put(partition, window.epoch()));
    owned.forEach((partition, epoch) -> log.commit(partition, epoch, offset(partition, point)));
    log.leave(this);
    log.join(this);
  }

  private long offset(int partition, ReplayPoint point) {
    if (point instanceof ReplayPoint.Time time) {
      return log.read(partition, 0, Integer.MAX_VALUE).stream()
          .filter(entry -> entry.storedAt().isBefore(time.time()))
          .count();
    }
    return Math.min(((ReplayPoint.Offset) point).offset(), log.end(partition));
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {
    log.leave(this);
  }
}
