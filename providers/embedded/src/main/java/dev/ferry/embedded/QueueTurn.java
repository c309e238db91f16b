package dev.ferry.embedded;

import dev.ferry.embedded.Acknowledgement.Status;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * The lock of one queue. Whoever gets it finds that the time that has passed has had its effect:
 * delays and leases that are over, messages past the retention, consumers that are silent.
 *
 * <p>A queue holds its lock while it takes that of its dead-letter queue, which is always the older
 * of the two; a topic holds its own while it takes those of its queues.
 */
final class QueueTurn {
  private final String queue;
  private final BrokerTime time;
  private final Backlog backlog;
  private final ConsumerGroup group;
  private final AckLog acknowledgements;
  private final boolean partitioned;
  private final ReentrantLock lock = new ReentrantLock();
  private final Wakeups wakeups;
  private boolean deleted;
  private long expired;

  QueueTurn(
      String queue,
      BrokerTime time,
      Backlog backlog,
      ConsumerGroup group,
      AckLog acknowledgements) {
    this.queue = queue;
    this.time = time;
    this.backlog = backlog;
    this.group = group;
    this.acknowledgements = acknowledgements;
    this.partitioned = group.hasPartitions();
    this.wakeups = new Wakeups(lock, time, this::nextWake);
  }

  /**
   * Runs {@code action} with the present time, in nanoseconds of {@link BrokerTime}.
   *
   * @throws dev.ferry.messaging.MessagingException NOT_FOUND when the queue was deleted
   */
  <T> T take(String operation, LongFunction<T> action) {
    lock.lock();
    try {
      return action.apply(pass(operation));
    } finally {
      wakeups.arm();
      lock.unlock();
    }
  }

  /** Runs {@code action} unless the queue was deleted; says whether it ran. */
  boolean tryTake(LongConsumer action) {
    lock.lock();
    try {
      if (!deleted) {
        action.accept(pass("dead-letter to"));
        wakeups.arm();
      }
      return !deleted;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs {@code action} again whenever something may have become visible, until it says that it is
   * done or {@code wait} has passed.
   *
   * @throws InterruptedException when the thread is interrupted while it waits
   */
  void await(String operation, Consumer consumer, Duration wait, LongPredicate action)
      throws InterruptedException {
    BooleanSupplier done = () -> action.test(pass(operation));
    lock.lock();
    consumer.waiting++;
    try {
      if (!done.getAsBoolean() && wait.compareTo(Duration.ZERO) > 0) {
        wakeups.await(wait, done);
      }
    } finally {
      consumer.waiting--;
      wakeups.arm();
      lock.unlock();
    }
  }

  private long pass(String operation) {
    if (deleted) {
      throw Failures.notFound(operation, queue);
    }
    long now = time.now();
    backlog.wake(now, stored -> leaseOver(stored, now));
    backlog.expire(now, stored -> retentionOver(stored, now));
    if (group.removeSilent(now)) {
      wakeups.wakeAll();
    }
    return now;
  }

  /** Notes that a lease ends without a word from its holder, who may be dead. */
  void leaseOver(Stored stored, long now) {
    acknowledgements.add(stored, Status.LEASE_EXPIRED, now);
    Lease lease = stored.lease;
    if (lease != null && lease.holder().waiting == 0 && group.remove(lease.holder())) {
      wakeups.wakeAll();
    }
  }

  private void retentionOver(Stored stored, long now) {
    acknowledgements.add(stored, Status.RETENTION_EXPIRED, now);
    expired++;
  }

  /** How many messages went unsettled because they were older than the retention. */
  long expired() {
    return expired;
  }

  /** Something became visible to some consumer; called in a turn. */
  void wake() {
    if (partitioned) {
      wakeups.wakeAll();
    } else {
      wakeups.wakeOne();
    }
  }

  /** Something changed for every consumer; called in a turn. */
  void wakeAll() {
    wakeups.wakeAll();
  }

  /** The next instant at which time changes something; {@code Long.MAX_VALUE} for never. */
  long nextWake() {
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

  void delete() {
    lock.lock();
    try {
      deleted = true;
      wakeups.wakeAll();
    } finally {
      lock.unlock();
    }
  }
}
