package dev.ferry.embedded;

import dev.ferry.embedded.Stored.State;
import dev.ferry.messaging.spi.ChannelAdmin.Depth;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All messages of one queue and their states. It knows neither locks nor clocks: its queue calls it
 * under a lock and says what time it is. Every operation costs O(log n) at worst, except {@link
 * #replay}.
 */
final class Backlog {
  private static final Comparator<Stored> BY_END_OF_WAIT =
      Comparator.<Stored>comparingLong(stored -> stored.until)
          .thenComparingLong(stored -> stored.sequence);

  private final MessageLog log;
  private final boolean ordered;
  private final long retention;
  private final Partitions partitions;
  private final IndexedHeap<Stored> timers = new IndexedHeap<>(BY_END_OF_WAIT);
  private final SettledMessages settled;
  private long nextExpiry = Long.MAX_VALUE;
  private long ready;
  private long leased;

  Backlog(QueueSpec spec, MessageLog log, int keptSettled) {
    this.log = log;
    this.ordered = spec.ordered();
    this.retention = BrokerTime.nanos(spec.retention());
    this.partitions = new Partitions(spec.partitions());
    this.settled = new SettledMessages(log, keptSettled);
  }

  Stored add(OutboundMessage content, long now) {
    String key = content.orderingKey();
    int index = partitions.indexOf(content);
    Partition partition = partitions.at(index);
    Stored stored = new Stored(content, log.end(), index, partition.takeOffset(), now);
    log.append(stored);
    nextExpiry = Math.min(nextExpiry, BrokerTime.plus(now, retention));
    if (ordered && key != null) {
      partition.enqueue(stored, key);
    }
    if (content.delay().isZero()) {
      makeReady(stored);
    } else {
      delay(stored, BrokerTime.plus(now, BrokerTime.nanos(content.delay())));
    }
    return stored;
  }

  /** The oldest message that may be delivered from these partitions; null for none. */
  @Nullable Stored first(IntPredicate owned) {
    return partitions.first(owned);
  }

  /** Keeps back the first message until it is shown again. */
  void hide(Stored first) {
    partitions.of(first).hide(first);
  }

  void show(Stored hidden) {
    partitions.of(hidden).ready(hidden);
  }

  /** Leases the first message, or the one that follows a leased one in its line. */
  void lease(Stored stored, Lease lease, long until) {
    ready--;
    leased++;
    stored.state = State.LEASED;
    stored.lease = lease;
    stored.deliveries++;
    partitions.of(stored).leased(stored);
    extend(stored, until);
  }

  void extend(Stored stored, long until) {
    stored.until = until;
    timers.put(stored);
  }

  /** Ends a lease; the message is ready, or waits until a time that has not come. */
  void release(Stored stored, long until, long now) {
    endLease(stored);
    if (until > now) {
      delay(stored, until);
    } else {
      makeReady(stored);
    }
    if (stored.line != null) {
      partitions.of(stored).refresh(stored.line);
    }
  }

  private void endLease(Stored stored) {
    leased--;
    timers.remove(stored);
    stored.lease = null;
    stored.state = State.READY;
    if (stored.line != null) {
      stored.line.released();
    }
  }

  private void makeReady(Stored stored) {
    ready++;
    stored.state = State.READY;
    partitions.of(stored).ready(stored);
  }

  private void delay(Stored stored, long until) {
    stored.state = State.DELAYED;
    extend(stored, until);
  }

  /** Takes a message out of delivery; the newest that were settled are kept for replay. */
  void settle(Stored stored) {
    leave(stored);
    settled.add(stored);
  }

  private void leave(Stored stored) {
    if (stored.state == State.READY) {
      ready--;
    } else if (stored.state == State.LEASED) {
      endLease(stored);
    } else {
      timers.remove(stored);
    }
    stored.state = State.SETTLED;
    partitions.of(stored).left(stored);
  }

  /** Ends the delays that are over, and tells whose lease is over before it ends that. */
  void wake(long now, Consumer<Stored> leaseOver) {
    for (Stored next = timers.peek(); next != null && next.until <= now; next = timers.peek()) {
      if (next.state == State.LEASED) {
        leaseOver.accept(next);
        release(next, now, now);
      } else {
        timers.remove(next);
        makeReady(next);
      }
    }
  }

  /** Forgets what is older than the retention, and tells which of it was never settled. */
  void expire(long now, Consumer<Stored> lost) {
    while (nextExpiry <= now) {
      Stored oldest = log.ceiling(0);
      if (oldest == null) {
        nextExpiry = Long.MAX_VALUE;
      } else if (BrokerTime.plus(oldest.storedAt, retention) > now) {
        nextExpiry = BrokerTime.plus(oldest.storedAt, retention);
      } else {
        if (oldest.state != State.SETTLED) {
          lost.accept(oldest);
          leave(oldest);
        }
        log.remove(oldest);
      }
    }
  }

  /** When the next delay or lease ends; {@code Long.MAX_VALUE} for never. */
  long nextWake() {
    Stored next = timers.peek();
    return next == null ? Long.MAX_VALUE : next.until;
  }

  /** Delivers again what matches and takes the rest out of delivery; O(n log n). */
  void replay(Predicate<Stored> again) {
    timers.clear();
    settled.clear();
    ready = 0;
    leased = 0;
    partitions.clear();
    for (Stored stored = first(); stored != null; stored = after(stored)) {
      stored.lease = null;
      stored.line = null;
      stored.previousOfKey = null;
      stored.nextOfKey = null;
      if (again.test(stored)) {
        restore(stored);
      } else {
        stored.state = State.SETTLED;
        settled.add(stored);
      }
    }
  }

  private void restore(Stored stored) {
    stored.deliveries = 0;
    String key = stored.content.orderingKey();
    if (ordered && key != null) {
      partitions.of(stored).enqueue(stored, key);
    }
    makeReady(stored);
  }

  private @Nullable Stored first() {
    return log.ceiling(0);
  }

  private @Nullable Stored after(Stored stored) {
    return log.ceiling(stored.sequence + 1);
  }

  /** The first message at this sequence number or later that is not settled; null for none. */
  @Nullable Stored waitingFrom(long sequence) {
    Stored stored = log.ceiling(sequence);
    while (stored != null && stored.state == State.SETTLED) {
      stored = after(stored);
    }
    return stored;
  }

  List<Stored> leased() {
    return timers.items().stream()
        .filter(stored -> stored.state == State.LEASED)
        .sorted(Comparator.comparingLong(stored -> stored.sequence))
        .toList();
  }

  Depth depth() {
    return new Depth(ready, leased, timers.size() - leased);
  }
}
