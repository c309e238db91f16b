package dev.ferry.topology.internal.rules;

import static dev.ferry.topology.internal.schema.Durations.inWords;
import static dev.ferry.topology.internal.schema.Durations.write;

import dev.ferry.topology.Handler;
import dev.ferry.topology.Queue;
import dev.ferry.topology.Retry;
import dev.ferry.topology.Topology;
import java.time.Duration;

/** All attempts are made before the message is too old, and before the broker gives up. */
final class RetryRules implements HandlerRule {

  @Override
  public void check(Handler handler, Topology topology, Report report) {
    Queue queue = topology.queueOf(handler);
    delaysAreInOrder(handler, report);
    quickRetriesFitBudget(handler, report);
    attemptsFitMaxAge(handler, queue, report);
    brokerAllowsAttempts(handler, queue, report);
  }

  private static void delaysAreInOrder(Handler handler, Report report) {
    Retry retry = handler.retry();
    if (retry.initialDelay().compareTo(retry.maxDelay()) > 0) {
      report.refuse(
          Paths.of(handler, "retry.initialDelay"),
          "is " + write(retry.initialDelay()) + ", but maxDelay is " + write(retry.maxDelay()),
          "Lower it, or raise maxDelay.");
    }
  }

  private static void quickRetriesFitBudget(Handler handler, Report report) {
    Retry retry = handler.retry();
    Duration waits = retry.quickDelay().multipliedBy(retry.quickRetries());
    if (waits.compareTo(handler.budget()) >= 0) {
      report.refuse(
          Paths.of(handler, "retry.quickRetries"),
          "wait for %s in all, but the budget of a run is %s"
              .formatted(inWords(waits), write(handler.budget())),
          "Lower quickRetries or quickDelay, and leave waiting to redeliveries.");
    }
  }

  private static void attemptsFitMaxAge(Handler handler, Queue queue, Report report) {
    Retry retry = handler.retry();
    Duration runs = handler.budget().multipliedBy(retry.attempts());
    Duration needed = queue.delay().plus(retry.totalBackoff()).plus(runs);
    if (needed.compareTo(retry.maxAge()) > 0) {
      report.refuse(
          Paths.of(handler, "retry"),
          "%d attempts may take %s (backoffs %s, runs %s), but a message may be only %s old in queue '%s'"
              .formatted(
                  retry.attempts(),
                  inWords(needed),
                  inWords(retry.totalBackoff()),
                  inWords(runs),
                  inWords(retry.maxAge()),
                  queue.name()),
          "Lower attempts or maxDelay, or raise the queue's retention (and maxAge, if you set it).");
    }
  }

  private static void brokerAllowsAttempts(Handler handler, Queue queue, Report report) {
    int needed = handler.retry().attempts() + Topology.SPARE_DELIVERIES;
    if (queue.maxDeliveries() < needed) {
      report.refuse(
          Paths.of(handler, "retry.attempts"),
          "is %d, which needs %d deliveries (%d to spare for throttles and crashes), but queue '%s' has room for %d: half its retention of %s by an ackDeadline of %s"
              .formatted(
                  handler.retry().attempts(),
                  needed,
                  Topology.SPARE_DELIVERIES,
                  queue.name(),
                  queue.maxDeliveries(),
                  write(queue.retention()),
                  write(queue.ackDeadline())),
          "Lower attempts, or raise the queue's retention, or lower its ackDeadline.");
    }
  }
}
