package dev.ferry.embedded;

import dev.ferry.embedded.Acknowledgement.Status;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.ChannelAdmin.Depth;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.simulation.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A queue: everything that happens to it happens under its lock, after time has had its effect.
 *
 * <p>A queue holds its lock while it takes that of its dead-letter queue, which is always the older
 * of the two; a topic holds its own while it takes those of its queues.
 */
final class Queue implements Channel {
  private final QueueSpec spec;
  private final @Nullable Queue deadLetters;
  private final Environment environment;
  private final Capabilities capabilities;
  private final ReentrantLock lock = new ReentrantLock();
  private final Backlog backlog;
  private final DedupWindow window;
  private final ConsumerGroup group;
  private final AckLog acknowledgements;
  private final Delivering delivering;
  private final Settling settling;
  private final Wakeups wakeups;
  private final Consumer onlooker = new Consumer("");
  private boolean deleted;
  private long expired;

  Queue(QueueSpec spec, @Nullable Queue deadLetters, Environment environment) {
    this.spec = spec;
    this.deadLetters = deadLetters;
    this.environment = environment;
    this.capabilities = EmbeddedLimits.capabilities(spec.ordered(), spec.deduplicationWindow());
    this.backlog = new Backlog(spec, new SegmentedLog(), environment.keptForReplay());
    this.window = new DedupWindow(BrokerTime.nanos(spec.deduplicationWindow()));
    this.group = new ConsumerGroup(spec.partitions(), environment.sessionTimeout());
    this.acknowledgements = new AckLog(environment.keptAcknowledgements());
    this.delivering = new Delivering(this, backlog, acknowledgements, environment);
    this.settling = new Settling(this, backlog, acknowledgements);
    this.wakeups = new Wakeups(lock, environment.time(), this::nextWake);
  }

  @Override
  public String name() {
    return spec.name();
  }

  QueueSpec spec() {
    return spec;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<SendResult> publish(List<OutboundMessage> batch) {
    return locked(
        "publish to",
        now -> {
          List<SendResult> results = new ArrayList<>(batch.size());
          for (OutboundMessage message : batch) {
            MessagingException refusal = EmbeddedLimits.refusal(name(), message);
            results.add(
                refusal == null
                    ? new SendResult.Sent(store(message, now))
                    : new SendResult.Refused(refusal));
          }
          return results;
        });
  }

  /** Stores what a topic has checked. */
  void publishChecked(OutboundMessage message) {
    locked("publish to", now -> store(message, now));
  }

  private String store(OutboundMessage message, long now) {
    String earlier = window.seen(message.deduplicationId(), now);
    if (earlier != null) {
      return earlier;
    }
    String brokerId = brokerId(add(message, now));
    window.remember(message.deduplicationId(), brokerId, now);
    if (environment.faults().strikes(Fault.DUPLICATE, FaultPoint.PUBLISH)) {
      add(message, now);
    }
    return brokerId;
  }

  private Stored add(OutboundMessage message, long now) {
    Stored stored = backlog.add(message, now);
    wake();
    return stored;
  }

  /** Something became visible to some consumer. */
  private void wake() {
    if (spec.partitions() == 0) {
      wakeups.wakeOne();
    } else {
      wakeups.wakeAll();
    }
  }

  private String brokerId(Stored stored) {
    return spec.name() + "-" + Long.toString(stored.sequence, Character.MAX_RADIX);
  }

  /**
   * Copies a message to the dead-letter queue, before it leaves this one, so that it is never
   * nowhere; false when there is no such queue.
   */
  boolean deadLetter(
      Stored stored, Map<String, String> attributes, String reason, String description) {
    return deadLetters != null
        && deadLetters.accept(
            DeadLetterMarks.mark(
                stored.content, attributes, name(), brokerId(stored), reason, description));
  }

  private boolean accept(OutboundMessage deadLetter) {
    lock.lock();
    try {
      if (!deleted) {
        add(deadLetter, pass());
        wakeups.arm();
      }
      return !deleted;
    } finally {
      lock.unlock();
    }
  }

  List<InboundMessage> receive(Consumer consumer, int max, Duration wait) {
    int limit = Math.min(max, EmbeddedLimits.BATCH_MESSAGES);
    List<InboundMessage> batch = new ArrayList<>();
    lock.lock();
    consumer.waiting++;
    try {
      if (!take(consumer, limit, batch) && wait.compareTo(Duration.ZERO) > 0) {
        wakeups.await(wait, () -> take(consumer, limit, batch));
      }
      return batch;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("receive from '" + name() + "': interrupted");
    } finally {
      consumer.waiting--;
      wakeups.arm();
      lock.unlock();
    }
  }

  /** Whether there was something, or the wait is over because the consumer was closed. */
  private boolean take(Consumer consumer, int max, List<InboundMessage> batch) {
    requireThere("receive from");
    if (consumer.closed()) {
      return true;
    }
    long now = pass();
    heardOf(consumer, now);
    batch.addAll(
        delivering.lease(consumer, max, partition -> group.owns(consumer, partition), now));
    return !batch.isEmpty();
  }

  List<@Nullable MessagingException> settle(Consumer consumer, List<Settlement> settlements) {
    return locked(
        "settle in",
        now -> {
          if (group.isMember(consumer)) {
            heardOf(consumer, now);
          }
          List<@Nullable MessagingException> results = new ArrayList<>(settlements.size());
          for (Settlement settlement : settlements) {
            results.add(settling.settle(settlement, now));
            wake();
          }
          return results;
        });
  }

  private void heardOf(Consumer consumer, long now) {
    if (group.heardOf(consumer, now)) {
      wakeups.wakeAll();
    }
  }

  PeekPage peek(@Nullable String cursor, int max) {
    long from = cursor == null ? 0 : Cursors.parse(name(), cursor);
    return locked(
        "peek at",
        now -> {
          List<InboundMessage> page = new ArrayList<>();
          Stored stored = backlog.waitingFrom(from);
          while (stored != null && page.size() < max) {
            page.add(inbound(stored, new Lease(this, stored, onlooker, now), now));
            stored = backlog.waitingFrom(stored.sequence + 1);
          }
          return new PeekPage(page, stored == null ? null : Cursors.print(stored.sequence));
        });
  }

  /** The message as a consumer or onlooker sees it. */
  InboundMessage inbound(Stored stored, Lease receipt, long until) {
    OutboundMessage content = stored.content;
    return new InboundMessage(
        receipt,
        brokerId(stored),
        spec.deduplicationWindow().isZero() ? null : content.deduplicationId(),
        content.body(),
        content.attributes(),
        content.orderingKey(),
        stored.deliveries,
        BrokerTime.instant(stored.storedAt),
        BrokerTime.instant(until));
  }

  void seek(ReplayPoint point) {
    Predicate<Stored> again =
        point instanceof ReplayPoint.Time time
            ? stored -> stored.storedAt >= BrokerTime.nanos(time.time())
            : stored -> stored.offset >= ((ReplayPoint.Offset) point).offset();
    locked(
        "seek in",
        now -> {
          backlog.replay(again);
          wakeups.wakeAll();
          return true;
        });
  }

  Depth depth() {
    return locked("ask the depth of", now -> backlog.depth());
  }

  /** Ends the leases of these messages as if their time were over; says how many. */
  int expireLeases(Predicate<Stored> which) {
    return locked(
        "expire leases in",
        now -> {
          List<Stored> leased = backlog.leased().stream().filter(which).toList();
          for (Stored stored : leased) {
            leaseOver(stored, now);
            backlog.release(stored, now, now);
            wake();
          }
          return leased.size();
        });
  }

  List<Acknowledgement> acknowledgements() {
    return locked("read the acknowledgements of", now -> acknowledgements.entries());
  }

  List<Integer> partitionsOf(Consumer consumer) {
    return locked("ask the partitions of", now -> group.partitionsOf(consumer));
  }

  long expired() {
    return locked("count the expired of", now -> expired);
  }

  QueueState state() {
    return locked("look at", now -> QueueState.of(name(), backlog));
  }

  /** The next instant at which time makes something visible; {@code Long.MAX_VALUE} for never. */
  long nextEvent() {
    return locked("look at", now -> backlog.depth().ready() > 0 ? nextWake() : backlog.nextWake());
  }

  private long nextWake() {
    return Math.min(backlog.nextWake(), group.nextTimeout());
  }

  void close(Consumer consumer) {
    lock.lock();
    try {
      consumer.close();
      group.remove(consumer);
      wakeups.wakeAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void delete() {
    lock.lock();
    try {
      deleted = true;
      wakeups.wakeAll();
    } finally {
      lock.unlock();
    }
  }

  private <T> T locked(String operation, LongFunction<T> action) {
    lock.lock();
    try {
      requireThere(operation);
      return action.apply(pass());
    } finally {
      wakeups.arm();
      lock.unlock();
    }
  }

  private void requireThere(String operation) {
    if (deleted) {
      throw Failures.notFound(operation, name());
    }
  }

  /** Lets the time that has passed have its effect, and says what time it is. */
  private long pass() {
    long now = environment.time().now();
    backlog.wake(now, stored -> leaseOver(stored, now));
    backlog.expire(
        now,
        stored -> {
          expired++;
          acknowledgements.add(stored, Status.RETENTION_EXPIRED, now);
        });
    if (group.removeSilent(now)) {
      wakeups.wakeAll();
    }
    return now;
  }

  private void leaseOver(Stored stored, long now) {
    acknowledgements.add(stored, Status.LEASE_EXPIRED, now);
    Lease lease = stored.lease;
    if (lease != null && lease.holder().waiting == 0 && group.remove(lease.holder())) {
      wakeups.wakeAll();
    }
  }
}
