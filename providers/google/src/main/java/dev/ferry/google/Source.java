package dev.ferry.google;

import com.google.pubsub.v1.Subscription;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One subscription that is read.
 *
 * @param name its full name
 * @param ordered whether it keeps the order of keys
 * @param leaseSeconds how long leases of a stream last, which says so
 * @param ownSeconds how long leases of a pull last, which cannot
 */
record Source(String name, boolean ordered, int leaseSeconds, int ownSeconds) {
  static Source of(Subscription settings, @Nullable Duration lease) {
    int own = settings.getAckDeadlineSeconds();
    return new Source(
        settings.getName(),
        settings.getEnableMessageOrdering(),
        lease == null ? own : Math.toIntExact(lease.toSeconds()),
        own);
  }

  /** Another subscription with the same settings. */
  Source named(String other) {
    return new Source(other, ordered, leaseSeconds, ownSeconds);
  }
}
