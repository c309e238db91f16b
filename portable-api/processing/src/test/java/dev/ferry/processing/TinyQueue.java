package dev.ferry.processing;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.PublisherDriver;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A queue in memory: leases that run out, delivery counts, delays, order by key where it has one.
 * Remembers every settlement, and fails when a test says so.
 */
final class TinyQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Stored> stored = new ArrayList<>();
  private final List<OutboundMessage> everSent = new ArrayList<>();
  private final List<Settlement> settlements = new ArrayList<>();
  private final List<Integer> requests = new ArrayList<>();
  private final Timeline timeline;
  private final Capabilities capabilities;
  private int ids;
  private int receives;
  private int failingSends;
  private int failingReceives;
  private boolean failingSettlements;
  private Runnable beforeSend = () -> {};
  private Runnable afterReceive = () -> {};
  private Runnable beforeSettle = () -> {};
  private int waiting;
  private boolean closed;

  TinyQueue(Timeline timeline, Capabilities capabilities) {
    this.timeline = timeline;
    this.capabilities = capabilities;
  }

  /** Stores a message of a sender who knows nothing of Ferry. */
  void storeForeign(OutboundMessage message) {
    locked(() -> store(message));
  }

  /** The next sends fail for now. */
  void failSends(int times) {
    locked(() -> failingSends = times);
  }

  /** What is done on the sender's thread before each call that sends. */
  void beforeSend(Runnable action) {
    locked(() -> beforeSend = action);
  }

  /** What is done on the receiver's thread when messages are leased and not yet handed over. */
  void afterReceive(Runnable action) {
    locked(() -> afterReceive = action);
  }

  /** What is done on the settler's thread before acks and nacks are carried out. */
  void beforeSettle(Runnable action) {
    locked(() -> beforeSettle = action);
  }

  /** How many acks and nacks each request carried. */
  List<Integer> requests() {
    return asked(() -> List.copyOf(requests));
  }

  /** How many receives wait for a message now. */
  int waiting() {
    return asked(() -> waiting);
  }

  /** The next receives fail for now. */
  void failReceives(int times) {
    locked(() -> failingReceives = times);
  }

  /** Settlements fail from now on, or no longer. */
  void failSettlements(boolean fail) {
    locked(() -> failingSettlements = fail);
  }

  /** Everything that was ever sent to it, in order. */
  List<OutboundMessage> sent() {
    return asked(() -> List.copyOf(everSent));
  }

  /** Every settlement that was asked for, in order. */
  List<Settlement> settlements() {
    return asked(() -> List.copyOf(settlements));
  }

  /** The settlements of one kind. */
  <S extends Settlement> List<S> settlements(Class<S> kind) {
    return settlements().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** How many messages it holds, leased or not. */
  int depth() {
    return asked(stored::size);
  }

  /** How many messages somebody has leased. */
  int leased() {
    return asked(
        () ->
            (int)
                stored.stream()
                    .filter(one -> one.lease != null && timeline.now().isBefore(one.visibleAt))
                    .count());
  }

  /** How often it was asked for messages. */
  int receives() {
    return asked(() -> receives);
  }

  private void locked(Runnable action) {
    asked(
        () -> {
          action.run();
          changed.signalAll();
          return true;
        });
  }

  private <A> A asked(Supplier<A> question) {
    lock.lock();
    try {
      return question.get();
    } finally {
      lock.unlock();
    }
  }

  private Stored store(OutboundMessage message) {
    Stored one = new Stored("b" + ++ids, message, timeline.now());
    one.visibleAt = timeline.now().plus(message.delay());
    stored.add(one);
    everSent.add(message);
    changed.signalAll();
    wakeAt(one.visibleAt);
    return one;
  }

  private void wakeAt(Instant instant) {
    Duration wait = Duration.between(timeline.now(), instant);
    if (!wait.isZero()) {
      timeline.after(wait, () -> locked(() -> {}));
    }
  }

  private static MessagingException unavailable(String operation) {
    return new MessagingException(ErrorCode.UNAVAILABLE, true, operation + ": told to fail");
  }

  private List<InboundMessage> receive(int max, Duration wait) {
    lock.lock();
    try {
      receives++;
      changed.signalAll();
      if (failingReceives > 0) {
        failingReceives--;
        throw unavailable("receive");
      }
      waiting++;
      try {
        timeline.await(lock, changed, wait, () -> closed || !visible(1).isEmpty());
      } finally {
        waiting--;
      }
      if (closed) {
        throw MessagingException.cancelled("receive: closed");
      }
      return visible(max).stream().map(this::lease).toList();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("receive: interrupted");
    } finally {
      lock.unlock();
    }
  }

  private List<Stored> visible(int max) {
    List<Stored> visible = new ArrayList<>();
    Set<String> blocked = new HashSet<>();
    for (Stored one : stored) {
      String key = capabilities.ordered() ? one.message.orderingKey() : null;
      boolean hidden = timeline.now().isBefore(one.visibleAt);
      if (key != null && (hidden || blocked.contains(key))) {
        blocked.add(key);
      } else if (!hidden && visible.size() < max) {
        visible.add(one);
      }
    }
    return visible;
  }

  private InboundMessage lease(Stored one) {
    one.deliveries++;
    one.lease = new Lease(one);
    one.visibleAt = timeline.now().plus(TinyBroker.LEASE);
    wakeAt(one.visibleAt);
    return new InboundMessage(
        one.lease,
        one.brokerId,
        null,
        one.message.body(),
        one.message.attributes(),
        one.message.orderingKey(),
        capabilities.deliveryCount() == Capabilities.DeliveryCount.NONE ? 0 : one.deliveries,
        one.storedAt,
        one.visibleAt);
  }

  private @Nullable MessagingException settle(Settlement settlement) {
    settlements.add(settlement);
    changed.signalAll();
    Lease lease = (Lease) settlement.receipt();
    Stored one = lease.of;
    if (failingSettlements) {
      return unavailable("settle");
    }
    if (one.lease != lease || !timeline.now().isBefore(one.visibleAt)) {
      return TinyBroker.leaseOver();
    }
    if (settlement instanceof Settlement.Extend extend) {
      one.visibleAt = timeline.now().plus(extend.lease());
      wakeAt(one.visibleAt);
      return null;
    }
    one.lease = null;
    if (settlement instanceof Settlement.Nack nack) {
      one.visibleAt = timeline.now().plus(nack.redeliverAfter());
      wakeAt(one.visibleAt);
    } else {
      stored.remove(one);
    }
    return null;
  }

  PublisherDriver publisher() {
    return new PublisherDriver() {
      @Override
      public Capabilities capabilities() {
        return capabilities;
      }

      @Override
      public List<SendResult> send(List<OutboundMessage> batch) {
        asked(() -> beforeSend).run();
        return asked(
            () -> {
              if (failingSends > 0) {
                failingSends--;
                throw unavailable("send");
              }
              List<SendResult> results = new ArrayList<>();
              batch.forEach(message -> results.add(new SendResult.Sent(store(message).brokerId)));
              return results;
            });
      }

      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        return Optional.empty();
      }

      @Override
      public void close() {}
    };
  }

  SubscriptionDriver subscription() {
    return new SubscriptionDriver() {
      @Override
      public Capabilities capabilities() {
        return capabilities;
      }

      @Override
      public List<InboundMessage> receive(int max, Duration wait) {
        List<InboundMessage> batch = TinyQueue.this.receive(max, wait);
        asked(() -> afterReceive).run();
        return batch;
      }

      @Override
      public List<@Nullable MessagingException> settle(List<Settlement> batch) {
        boolean ends = !(batch.get(0) instanceof Settlement.Extend);
        if (ends) {
          asked(() -> beforeSettle).run();
        }
        return asked(
            () -> {
              if (ends) {
                requests.add(batch.size());
              }
              List<@Nullable MessagingException> answers = new ArrayList<>();
              batch.forEach(one -> answers.add(TinyQueue.this.settle(one)));
              return answers;
            });
      }

      @Override
      public PeekPage peek(@Nullable String cursor, int max) {
        throw MessagingException.unsupported("peek");
      }

      @Override
      public void seek(ReplayPoint point) {
        throw MessagingException.unsupported("seek");
      }

      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        return Optional.empty();
      }

      @Override
      public void close() {
        locked(() -> closed = true);
      }
    };
  }

  /** Attributes as a sender sets them. */
  static OutboundMessage foreign(String body, Map<String, String> attributes) {
    return new OutboundMessage("", Body.of(body), attributes, null, "", Duration.ZERO);
  }

  private static final class Stored {
    private final String brokerId;
    private final OutboundMessage message;
    private final Instant storedAt;
    private Instant visibleAt;
    private int deliveries;
    private @Nullable Lease lease;

    private Stored(String brokerId, OutboundMessage message, Instant storedAt) {
      this.brokerId = brokerId;
      this.message = message;
      this.storedAt = storedAt;
      this.visibleAt = storedAt;
    }
  }

  private static final class Lease {
    private final Stored of;

    private Lease(Stored of) {
      this.of = of;
    }
  }
}
