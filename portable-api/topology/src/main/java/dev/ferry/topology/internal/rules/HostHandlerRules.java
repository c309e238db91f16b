package dev.ferry.topology.internal.rules;

import static dev.ferry.topology.internal.schema.Durations.write;

import dev.ferry.topology.Handler;
import dev.ferry.topology.HostAbilities;
import dev.ferry.topology.HostAbilities.Redelivery;
import dev.ferry.topology.Queue;
import dev.ferry.topology.RedeliveryDelay;
import dev.ferry.topology.Topology;
import dev.ferry.topology.internal.schema.Kinds;
import java.time.Duration;

/** What a host cannot do of a handler's runs, batches and retries. */
final class HostHandlerRules {

  private final HostAbilities abilities;
  private final Limits limits;

  HostHandlerRules(HostAbilities abilities, Limits limits) {
    this.abilities = abilities;
    this.limits = limits;
  }

  void check(Handler handler, Queue queue) {
    runs(handler);
    batch(handler, queue);
    redelivery(handler, queue);
    lease(handler, queue);
    store(handler);
  }

  private void runs(Handler handler) {
    boolean said = limits.says(Paths.of(handler, "timeout"));
    Duration longest = abilities.runs().longestTimeout();
    if (said) {
      limits.atMost(Paths.of(handler, "timeout"), handler.timeout(), longest);
    } else {
      limits.atMost(
          Paths.of(handler, "budget"), handler.budget(), longest.minus(Topology.SETTLING_MARGIN));
    }
    limits.atLeast(
        Paths.of(handler, "concurrency"), handler.concurrency(), abilities.runs().fewest());
  }

  private void batch(Handler handler, Queue queue) {
    HostAbilities.Batches batches = abilities.batches();
    String size = Paths.of(handler, "batch.size");
    if (limits.says(size)) {
      if (handler.batch().size() > batches.max(queue)) {
        limits.refuse(
            size,
            "takes at most %d from %s queue, not %d"
                .formatted(
                    batches.max(queue),
                    queue.ordered() ? "an ordered" : "a",
                    handler.batch().size()),
            "Lower it to " + batches.max(queue) + ", or leave it to the default.");
      }
      boolean waits = !handler.batch().window().isZero();
      if (!waits && handler.batch().size() > batches.maxWithoutWindow() && !queue.ordered()) {
        limits.refuse(
            size,
            "takes more than " + batches.maxWithoutWindow() + " only if it waits for them",
            "Set batch.window to 1s or more, or lower the size.");
      }
    }
    limits.atMost(
        Paths.of(handler, "batch.window"), handler.batch().window(), batches.longestWindow(queue));
  }

  private void redelivery(Handler handler, Queue queue) {
    Redelivery redelivery = abilities.redelivery();
    String delay = Paths.of(handler, "retry.delay");
    boolean exact = handler.retry().delay() == RedeliveryDelay.EXACT;
    if (exact && redelivery.precision() == RedeliveryDelay.BROKER) {
      limits.refuse(
          delay,
          "has one backoff for all messages of a subscription, not one for each",
          "Set it to broker, or run a worker.");
    }
    if (exact && redelivery.atOnceIfOrdered() && queue.ordered()) {
      limits.refuse(
          delay,
          "gives a failed message of an ordered queue back at once",
          "Set it to broker, give up the order, or run a worker.");
    }
    maxDelay(handler, redelivery);
    attempts(handler);
  }

  private void maxDelay(Handler handler, Redelivery redelivery) {
    String path = Paths.of(handler, "retry.maxDelay");
    Duration most = redelivery.longestDelay(handler);
    if (!redelivery.delayIsLease()) {
      limits.atMost(path, handler.retry().maxDelay(), most);
    } else if (handler.retry().maxDelay().compareTo(most) > 0) {
      limits.refuse(
          path,
          "allows %s for a backoff and the run before it (%s) together, not %s for the backoff"
              .formatted(
                  write(redelivery.longestDelay()),
                  write(handler.timeout().plus(handler.batch().window())),
                  write(handler.retry().maxDelay())),
          "Lower it to " + write(most) + " or less.");
    }
  }

  private void attempts(Handler handler) {
    int attempts = abilities.broker().maxDeliveries() - Topology.SPARE_DELIVERIES;
    if (handler.retry().attempts() > attempts) {
      limits.refuse(
          Paths.of(handler, "retry.attempts"),
          "delivers a message %d times at most, and %d are to spare for throttles and crashes"
              .formatted(abilities.broker().maxDeliveries(), Topology.SPARE_DELIVERIES),
          "Lower it from " + handler.retry().attempts() + " to " + attempts + " or less.");
    }
  }

  private void lease(Handler handler, Queue queue) {
    Redelivery redelivery = abilities.redelivery();
    String path = Paths.queueOf(handler) + ".ackDeadline";
    Duration needed =
        handler.timeout().multipliedBy(redelivery.timeoutsInLease()).plus(handler.batch().window());
    boolean said = limits.says(path);
    if (said && !redelivery.leaseRenewed() && queue.ackDeadline().compareTo(needed) < 0) {
      limits.refuse(
          path,
          "needs %s: %d x the timeout of handler '%s', and its batch window"
              .formatted(write(needed), redelivery.timeoutsInLease(), handler.name()),
          "Raise it from "
              + write(queue.ackDeadline())
              + ", or remove it and have that by default.");
    }
  }

  private void store(Handler handler) {
    if (handler.idempotency().enabled()
        && !abilities.stores().contains(handler.idempotency().store())) {
      limits.refuse(
          Paths.of(handler, "idempotency.store"),
          "keeps no records in " + Kinds.word(handler.idempotency().store()),
          "Set it to one of: "
              + String.join(", ", abilities.stores().stream().map(Kinds::word).sorted().toList())
              + ".");
    }
  }
}
