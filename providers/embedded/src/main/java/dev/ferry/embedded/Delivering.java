package dev.ferry.embedded;

import dev.ferry.embedded.Acknowledgement.Status;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.QueueSpec;
import dev.ferry.simulation.Fault;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** How a queue leases messages to a consumer. Used under its lock. */
final class Delivering {
  private final Queue queue;
  private final QueueView view;
  private final QueueSpec spec;
  private final Backlog backlog;
  private final AckLog acknowledgements;
  private final Environment environment;

  Delivering(
      Queue queue,
      QueueView view,
      Backlog backlog,
      AckLog acknowledgements,
      Environment environment) {
    this.queue = queue;
    this.view = view;
    this.spec = queue.spec();
    this.backlog = backlog;
    this.acknowledgements = acknowledgements;
    this.environment = environment;
  }

  /** Leases up to {@code max} of the messages that may be delivered from these partitions. */
  void lease(Consumer consumer, int max, IntPredicate owned, long now, List<InboundMessage> batch) {
    Stored first = backlog.first(owned);
    if (first == null) {
      return;
    }
    Stored overtaken = overtaken(first, owned);
    Stored next = overtaken == null ? first : backlog.first(owned);
    while (next != null) {
      Stored follower = next.nextOfKey;
      deliver(next, consumer, now, batch);
      if (batch.size() == max) {
        break;
      }
      next = isReady(follower) ? follower : backlog.first(owned);
    }
    if (overtaken != null) {
      backlog.show(overtaken);
    }
  }

  /** The first message, kept back, if another is to overtake it; null otherwise. */
  private @Nullable Stored overtaken(Stored first, IntPredicate owned) {
    if (!environment.faults().strikes(Fault.REORDER, FaultPoint.RECEIVE.point())) {
      return null;
    }
    backlog.hide(first);
    if (backlog.first(owned) != null) {
      return first;
    }
    backlog.show(first);
    return null;
  }

  private void deliver(Stored stored, Consumer consumer, long now, List<InboundMessage> batch) {
    if (isExhausted(stored) && moved(stored)) {
      acknowledgements.add(stored, Status.DEAD_LETTERED, now);
      backlog.settle(stored);
      return;
    }
    Lease lease = new Lease(queue, stored, consumer, now);
    backlog.lease(stored, lease, BrokerTime.plus(now, BrokerTime.nanos(spec.ackDeadline())));
    batch.add(view.inbound(stored, lease, stored.until));
  }

  private boolean isExhausted(Stored stored) {
    return spec.maxDeliveries() > 0 && stored.deliveries >= spec.maxDeliveries();
  }

  private boolean moved(Stored stored) {
    return queue.deadLetter(
        stored, stored.content.attributes(), DeadLetterMarks.MAX_DELIVERIES, "");
  }

  private static boolean isReady(@Nullable Stored follower) {
    return follower != null && follower.state == Stored.State.READY;
  }
}
