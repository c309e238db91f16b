package dev.ferry.azure;

import com.azure.messaging.servicebus.ServiceBusReceivedMessage;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A message that this process has locked: the receipt of its delivery. The SDK renews nothing; a
 * lease that is asked to last longer than a lock is renewed from here until it has lasted.
 *
 * <p>Safe for use by any number of threads.
 */
final class Lock {
  private final ReentrantLock lock = new ReentrantLock();
  private final ServiceBusReceivedMessage message;
  private final Verbs verbs;
  private final Timeline timeline;
  private final Instant came;
  private Instant until;
  private Timeline.@Nullable Alarm alarm;
  private boolean settled;

  Lock(ServiceBusReceivedMessage message, Verbs verbs, Instant until, Timeline timeline) {
    this.message = message;
    this.verbs = verbs;
    this.until = until;
    this.timeline = timeline;
    this.came = timeline.now();
  }

  /** Whether it has waited so long for somebody that half of its lock, as it came, is over. */
  boolean isStale(Instant now) {
    lock.lock();
    try {
      return Duration.between(came, now).compareTo(Duration.between(now, until)) > 0;
    } finally {
      lock.unlock();
    }
  }

  /** When it came to this process. */
  Instant came() {
    return came;
  }

  ServiceBusReceivedMessage message() {
    return message;
  }

  Verbs verbs() {
    return verbs;
  }

  Instant until() {
    lock.lock();
    try {
      return until;
    } finally {
      lock.unlock();
    }
  }

  /** No renewal any more: the message is settled, or given up. */
  void end() {
    lock.lock();
    try {
      settled = true;
      if (alarm != null) {
        alarm.cancel();
        alarm = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Renews the lock now, and again until it lasts as long as it is asked to; blocks for the first.
   *
   * @throws RuntimeException the SDK's, when the lock is lost
   */
  void extend(Duration lease) {
    Instant wanted = timeline.now().plus(lease);
    renewed(verbs.renew(message), wanted);
  }

  private void renewed(Instant lockedUntil, Instant wanted) {
    lock.lock();
    try {
      until = lockedUntil;
      if (alarm != null) {
        alarm.cancel();
        alarm = null;
      }
      if (!settled && lockedUntil.isBefore(wanted)) {
        Instant now = timeline.now();
        Duration whole = Duration.between(now, lockedUntil);
        Duration half = whole.dividedBy(2);
        Duration last = Duration.between(now, wanted).minus(whole);
        Duration next = last.compareTo(half) < 0 ? last : half;
        alarm = timeline.after(next, () -> verbs.renewLater(message, end -> again(end, wanted)));
      }
    } finally {
      lock.unlock();
    }
  }

  private void again(Instant lockedUntil, Instant wanted) {
    lock.lock();
    try {
      if (settled) {
        return;
      }
    } finally {
      lock.unlock();
    }
    renewed(lockedUntil, wanted);
  }

  /** Why nothing can be said of it any more; null when something can. */
  @Nullable MessagingException tooLate(String operation) {
    return verbs.tooLate(operation);
  }
}
