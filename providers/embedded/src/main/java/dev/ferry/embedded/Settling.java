package dev.ferry.embedded;

import dev.ferry.embedded.Acknowledgement.Status;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.Settlement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a queue does when one delivery is settled. Used under its lock. */
final class Settling {
  private final Queue queue;
  private final Backlog backlog;
  private final AckLog acknowledgements;

  Settling(Queue queue, Backlog backlog, AckLog acknowledgements) {
    this.queue = queue;
    this.backlog = backlog;
    this.acknowledgements = acknowledgements;
  }

  /** Why it did not take effect; null when it did. */
  @Nullable MessagingException settle(Settlement settlement, long now) {
    if (!(settlement.receipt() instanceof Lease lease) || !lease.isOf(queue)) {
      return MessagingException.invalid(
          verb(settlement) + " the receipt is not of this queue; settle where it was received");
    }
    if (!lease.isCurrent()) {
      return Failures.precondition(
          verb(settlement) + " its lease is over; it belongs to whoever receives it next");
    }
    if (settlement instanceof Settlement.Ack) {
      return ack(lease.stored(), now);
    } else if (settlement instanceof Settlement.Nack nack) {
      return nack(nack, lease.stored(), now);
    } else if (settlement instanceof Settlement.Extend extend) {
      return extend(extend, lease, now);
    }
    return deadLetter((Settlement.DeadLetter) settlement, lease.stored(), now);
  }

  private @Nullable MessagingException ack(Stored stored, long now) {
    acknowledgements.add(stored, Status.ACKED, now);
    backlog.settle(stored);
    return null;
  }

  private @Nullable MessagingException nack(Settlement.Nack nack, Stored stored, long now) {
    Duration delay = nack.redeliverAfter();
    if (isOutside(delay)) {
      return outside(nack, delay);
    }
    acknowledgements.add(stored, Status.NACKED, now);
    backlog.release(stored, BrokerTime.plus(now, BrokerTime.nanos(delay)), now);
    return null;
  }

  private @Nullable MessagingException extend(Settlement.Extend extend, Lease lease, long now) {
    long until = BrokerTime.plus(now, BrokerTime.nanos(extend.lease()));
    long latest = BrokerTime.plus(lease.since(), BrokerTime.nanos(EmbeddedLimits.LEASE));
    if (isOutside(extend.lease()) || until > latest) {
      return outside(extend, extend.lease());
    }
    if (until > now) {
      backlog.extend(lease.stored(), until);
    } else {
      acknowledgements.add(lease.stored(), Status.NACKED, now);
      backlog.release(lease.stored(), now, now);
    }
    return null;
  }

  private @Nullable MessagingException deadLetter(
      Settlement.DeadLetter wanted, Stored stored, long now) {
    if (wanted.attributes().size() > EmbeddedLimits.ATTRIBUTES) {
      return MessagingException.invalid(
          "%s %d attributes; at most %d fit"
              .formatted(verb(wanted), wanted.attributes().size(), EmbeddedLimits.ATTRIBUTES));
    }
    if (!queue.deadLetter(stored, wanted.attributes(), wanted.reason(), wanted.description())) {
      return Failures.precondition(
          verb(wanted) + " it has no dead-letter queue; make it with one, or send a copy yourself");
    }
    acknowledgements.add(stored, Status.DEAD_LETTERED, now);
    backlog.settle(stored);
    return null;
  }

  private static boolean isOutside(Duration span) {
    return span.isNegative() || span.compareTo(EmbeddedLimits.LEASE) > 0;
  }

  private MessagingException outside(Settlement settlement, Duration span) {
    return MessagingException.invalid(
        "%s %s; choose 0 to %s, counted from the receive"
            .formatted(verb(settlement), span, EmbeddedLimits.LEASE));
  }

  private String verb(Settlement settlement) {
    return settlement.getClass().getSimpleName() + " in '" + queue.name() + "':";
  }
}
