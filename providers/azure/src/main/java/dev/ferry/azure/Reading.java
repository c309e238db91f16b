package dev.ferry.azure;

import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.InboundMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives out what was locked, as long as its lock is worth something. */
final class Reading {
  private static final System.Logger LOG = System.getLogger(Reading.class.getName());

  private Reading() {}

  /** The messages; one whose lock is lost meanwhile is left out and comes again. */
  static List<InboundMessage> read(List<Lock> locks, Threads threads, Timeline timeline) {
    List<InboundMessage> messages = new ArrayList<>(locks.size());
    for (Lock lock : locks) {
      Instant until = fresh(lock, threads, timeline.now());
      if (until != null) {
        int deliveries = (int) lock.message().getDeliveryCount() + 1;
        messages.add(ServiceBusReader.read(lock.message(), lock, deliveries, until));
      }
    }
    return messages;
  }

  /** When the lock ends, renewed where half of it is over; null if it is lost. */
  private static @Nullable Instant fresh(Lock lock, Threads threads, Instant now) {
    if (lock.tooLate("receive") != null) {
      return null;
    }
    if (!lock.isStale(now)) {
      return lock.until();
    }
    try {
      return threads.call(
          "renew",
          () -> {
            lock.extend(Duration.ZERO);
            return lock.until();
          });
    } catch (RuntimeException lost) {
      LOG.log(System.Logger.Level.DEBUG, "a message waited longer than its lock", lost);
      return null;
    }
  }
}
