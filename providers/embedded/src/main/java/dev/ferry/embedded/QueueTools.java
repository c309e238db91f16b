package dev.ferry.embedded;

import java.util.List;
import java.util.function.Predicate;

/** What tests and simulations may see of a queue, and do to it, beyond its drivers. Thread-safe. */
final class QueueTools {
  private final String queue;
  private final QueueTurn turn;
  private final Backlog backlog;
  private final ConsumerGroup group;
  private final AckLog acknowledgements;

  QueueTools(
      String queue, QueueTurn turn, Backlog backlog, ConsumerGroup group, AckLog acknowledgements) {
    this.queue = queue;
    this.turn = turn;
    this.backlog = backlog;
    this.group = group;
    this.acknowledgements = acknowledgements;
  }

  /** Ends the leases of these messages as if their time were over; says how many. */
  int expireLeases(Predicate<Stored> which) {
    return turn.take(
        "expire leases in",
        now -> {
          List<Stored> leased = backlog.leased().stream().filter(which).toList();
          for (Stored stored : leased) {
            turn.leaseOver(stored, now);
            backlog.release(stored, now, now);
            turn.wake();
          }
          return leased.size();
        });
  }

  List<Acknowledgement> acknowledgements() {
    return turn.take("read the acknowledgements of", now -> acknowledgements.entries());
  }

  /**
   * Who reads each partition, by partition; empty names for nobody, no entry without partitions.
   */
  List<String> partitionOwners() {
    return turn.take("look at", now -> group.ownerNames());
  }

  long expired() {
    return turn.take("look at", now -> turn.expired());
  }

  QueueState state() {
    return turn.take("look at", now -> QueueState.of(queue, backlog));
  }

  /** The next instant at which time makes something visible; {@code Long.MAX_VALUE} for never. */
  long nextEvent() {
    return turn.take(
        "look at", now -> backlog.depth().ready() > 0 ? turn.nextWake() : backlog.nextWake());
  }
}
