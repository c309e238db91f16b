package dev.ferry.peers.google.pubsub;

import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.RetryPolicy;
import com.google.pubsub.v1.Subscription;
import dev.ferry.simulation.Fault;
import dev.ferry.simulation.Faults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One subscription: what it holds and who gets it. Guarded by the broker's lock. */
final class Feed {
  private static final Duration DEFAULT_MIN_BACKOFF = Duration.ofSeconds(10);
  private static final Duration DEFAULT_MAX_BACKOFF = Duration.ofMinutes(10);
  private static final int MOST_AT_ONCE = 1000;

  private final ServerTime time;
  private final Faults faults;
  private final BiConsumer<String, PubsubMessage> publisher;
  private final Runnable due;
  private final Filter filter;
  private final Backlog backlog;
  private final AckIds ackIds = new AckIds();
  private final Deque<Receiver> receivers = new ArrayDeque<>();
  private final Map<String, Receiver> holders = new HashMap<>();
  private final List<Stored> acked = new ArrayList<>();
  private Subscription settings;
  private Instant woken = Instant.MAX;

  /**
   * A feed that holds nothing.
   *
   * @param publisher sends to a topic by its name
   * @param due asks for {@link #tick()} under the lock
   */
  Feed(
      Subscription settings,
      ServerTime time,
      Faults faults,
      BiConsumer<String, PubsubMessage> publisher,
      Runnable due) {
    this.settings = settings;
    this.time = time;
    this.faults = faults;
    this.publisher = publisher;
    this.due = due;
    this.filter = Filter.parse(settings.getFilter());
    this.backlog = new Backlog(settings.getEnableMessageOrdering());
  }

  Subscription settings() {
    return settings;
  }

  void change(Subscription changed) {
    settings = changed;
    tick();
  }

  boolean exactlyOnce() {
    return settings.getEnableExactlyOnceDelivery();
  }

  void offer(PubsubMessage message, long sequence) {
    if (filter.passes(message.getAttributesMap())) {
      Instant published = ServerTime.instant(message.getPublishTime());
      backlog.add(new Stored(message, sequence, published), time.now());
      if (faults.strikes(Fault.DUPLICATE, PubSubServer.DELIVER)) {
        backlog.add(new Stored(message, sequence, published), time.now());
      }
      pump();
    }
  }

  void attach(Receiver receiver) {
    receivers.add(receiver);
    pump();
  }

  /** Wants no more messages. */
  void leave(Receiver receiver) {
    receivers.remove(receiver);
  }

  /** Wants no more messages, nor to hear of those it has. */
  void detach(Receiver receiver) {
    leave(receiver);
    holders.values().removeIf(receiver::equals);
  }

  void end() {
    List.copyOf(receivers).forEach(Receiver::end);
    receivers.clear();
  }

  /** Ends leases whose time has come, then gives out what can be had. */
  void tick() {
    woken = Instant.MAX;
    Instant now = time.now();
    for (var ended = backlog.ended(now); ended.isPresent(); ended = backlog.ended(now)) {
      fail(ended.get());
    }
    pump();
  }

  /** Gives what is ready to those with room, in turn, until there is none or nobody. */
  void pump() {
    int idle = 0;
    while (idle < receivers.size() && backlog.hasReady(time.now())) {
      Receiver receiver = receivers.remove();
      receivers.add(receiver);
      int room = Math.min(receiver.room(), MOST_AT_ONCE);
      List<Stored> taken = room > 0 ? take(receiver, room) : List.of();
      idle = taken.isEmpty() ? idle + 1 : 0;
      if (!taken.isEmpty()) {
        receiver.deliver(taken);
      }
    }
    wakeLater();
  }

  private List<Stored> take(Receiver receiver, int room) {
    Duration own = Duration.ofSeconds(settings.getAckDeadlineSeconds());
    Instant now = time.now();
    List<Stored> taken =
        backlog.take(
            new Backlog.Wanted(
                now, room, receiver.perKey(), receiver.lease(own), now.minus(retention())),
            ackIds);
    for (Stored stored : taken) {
      holders.put(stored.ackId, receiver);
      if (faults.strikes(Fault.LOSE_LEASE, PubSubServer.DELIVER)) {
        backlog.extend(leaseOf(stored), now);
      }
    }
    return taken;
  }

  private Backlog.Lease leaseOf(Stored stored) {
    Backlog.Lease lease = backlog.lease(stored.ackId);
    if (lease == null) {
      throw new IllegalStateException("leased just now: " + stored.ackId);
    }
    return lease;
  }

  private Duration retention() {
    return ServerTime.duration(settings.getMessageRetentionDuration());
  }

  private void wakeLater() {
    Instant next = backlog.nextEvent(time.now());
    if (next.isBefore(woken)) {
      woken = next;
      time.at(next, due);
    }
  }

  /** Whether the ack counts; a message whose lease is over stays. */
  boolean ack(String ackId) {
    Backlog.Lease lease = current(ackId);
    if (lease == null) {
      return false;
    }
    if (faults.strikes(Fault.DROP_ACK, PubSubServer.ACK)) {
      return true;
    }
    release(ackId);
    keep(backlog.ack(lease, time.now()));
    return true;
  }

  /** A lease that has not ended by now, whether or not anybody has noticed. */
  private Backlog.@Nullable Lease current(String ackId) {
    Backlog.Lease lease = backlog.lease(ackId);
    return lease == null || !lease.stored().leaseEnds.isAfter(time.now()) ? null : lease;
  }

  private void keep(List<Stored> settled) {
    if (settings.getRetainAckedMessages()) {
      Instant oldest = time.now().minus(retention());
      acked.removeIf(stored -> stored.publishedAt.isBefore(oldest));
      acked.addAll(settled);
    }
  }

  /** Lets a lease last {@code seconds} from now; 0 gives it up. Whether there was such a lease. */
  boolean modify(String ackId, int seconds) {
    Backlog.Lease lease = current(ackId);
    if (lease == null) {
      return false;
    }
    if (seconds == 0) {
      fail(lease);
    } else {
      backlog.extend(lease, time.now().plusSeconds(seconds));
    }
    return true;
  }

  private void fail(Backlog.Lease lease) {
    Stored stored = lease.stored();
    release(stored.ackId);
    stored.failures++;
    boolean dead = deadLettered(stored);
    Instant now = time.now();
    keep(backlog.fail(lease, now.plus(backoff(stored.failures)), dead, exactlyOnce(), now));
  }

  private void release(String ackId) {
    Receiver holder = holders.remove(ackId);
    if (holder != null) {
      holder.settled(ackId);
    }
  }

  private boolean deadLettered(Stored stored) {
    DeadLetterPolicy policy = settings.getDeadLetterPolicy();
    if (!settings.hasDeadLetterPolicy() || stored.failures < policy.getMaxDeliveryAttempts()) {
      return false;
    }
    publisher.accept(policy.getDeadLetterTopic(), DeadLetters.wrap(stored, settings.getName()));
    return true;
  }

  /** Without a policy a message comes back at once; an endpoint is spared a little all the same. */
  private Duration backoff(int failures) {
    if (!settings.hasRetryPolicy()) {
      return settings.hasPushConfig() && !settings.getPushConfig().getPushEndpoint().isEmpty()
          ? Backoffs.after(failures, Duration.ofMillis(100), Duration.ofSeconds(60))
          : Duration.ZERO;
    }
    RetryPolicy policy = settings.getRetryPolicy();
    return Backoffs.after(
        failures,
        policy.hasMinimumBackoff()
            ? ServerTime.duration(policy.getMinimumBackoff())
            : DEFAULT_MIN_BACKOFF,
        policy.hasMaximumBackoff()
            ? ServerTime.duration(policy.getMaximumBackoff())
            : DEFAULT_MAX_BACKOFF);
  }

  /** Published before: acked. Published then or later: not acked, whether it was or not. */
  void seek(Instant point) {
    List<Stored> known = new ArrayList<>(backlog.all());
    known.addAll(acked);
    known.sort((one, other) -> Long.compare(one.sequence, other.sequence));
    List.copyOf(holders.keySet()).forEach(this::release);
    backlog.clear();
    acked.clear();
    for (Stored stored : known) {
      if (stored.publishedAt.isBefore(point)) {
        keep(List.of(stored));
      } else {
        backlog.add(stored.copy(), time.now());
      }
    }
    pump();
  }

  /** How many messages are neither acked nor with anybody, and how many are with somebody. */
  PubSubServer.Held held() {
    return new PubSubServer.Held(backlog.all().size(), holders.size());
  }
}
