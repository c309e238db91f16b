package dev.ferry.topology.internal.rules;

import static dev.ferry.topology.internal.schema.Durations.inWords;
import static dev.ferry.topology.internal.schema.Durations.write;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Topology;
import java.time.Duration;

/** A run fits into its function, the function into the lease, a message's age into its queue. */
final class TimeRules implements HandlerRule {

  @Override
  public void check(Handler handler, Topology topology, Report report) {
    Queue queue = topology.queueOf(handler);
    budgetFitsTimeout(handler, report);
    timeoutFitsLease(handler, queue, report);
    ageFitsRetention(handler, queue, report);
    recordsOutliveCopies(handler, topology, report);
  }

  private static void budgetFitsTimeout(Handler handler, Report report) {
    Duration least = handler.budget().plus(Topology.SETTLING_MARGIN);
    if (handler.timeout().compareTo(least) < 0) {
      report.refuse(
          Paths.of(handler, "timeout"),
          "is %s, but a run may take %s and settling takes %s more"
              .formatted(
                  write(handler.timeout()),
                  write(handler.budget()),
                  write(Topology.SETTLING_MARGIN)),
          "Raise it to " + write(least) + " or more, or lower the budget.");
    }
  }

  private static void timeoutFitsLease(Handler handler, Queue queue, Report report) {
    if (queue.ackDeadline().compareTo(handler.timeout()) < 0) {
      report.refuse(
          Paths.queueOf(handler) + ".ackDeadline",
          "is %s, but handler '%s' may run for %s: its message would be delivered again meanwhile"
              .formatted(write(queue.ackDeadline()), handler.name(), write(handler.timeout())),
          "Raise it to "
              + write(handler.timeout())
              + " or more (six times that on Lambda), or remove it and have that by default.");
    }
  }

  private static void ageFitsRetention(Handler handler, Queue queue, Report report) {
    Duration maxAge = handler.retry().maxAge();
    if (maxAge.compareTo(queue.retention()) >= 0) {
      report.refuse(
          Paths.of(handler, "retry.maxAge"),
          "is %s, but the queue '%s' drops messages after %s: they would be lost"
              .formatted(write(maxAge), queue.name(), write(queue.retention())),
          "Lower it, or raise the queue's retention.");
    }
  }

  private static void recordsOutliveCopies(Handler handler, Topology topology, Report report) {
    Duration source = topology.queueOf(handler).retention();
    Duration dead = topology.deadLetterQueueOf(handler).retention();
    int rounds = handler.redrive().rounds();
    Duration comesBack = source.plus(dead.multipliedBy(rounds));
    boolean forgets = handler.idempotency().retention().compareTo(comesBack) <= 0;
    if (handler.idempotency().enabled() && forgets) {
      report.refuse(
          Paths.of(handler, "idempotency.retention"),
          "is %s, but a copy may come back after %s: %s in the queue and %d x %s as a dead letter"
              .formatted(
                  write(handler.idempotency().retention()),
                  inWords(comesBack),
                  write(source),
                  rounds,
                  write(dead)),
          "Raise it above that, or remove it and have that by default.");
    }
  }
}
