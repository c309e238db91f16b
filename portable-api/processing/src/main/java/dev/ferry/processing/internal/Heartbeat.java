package dev.ferry.processing.internal;

import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes the leases of turns longer, the broker's and the record's, a third of a lease at a time:
 * while they wait, and while they run within their budget. When a record is somebody else's by now,
 * its handler is interrupted.
 */
public final class Heartbeat {
  private final Set<Turn> turns = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final HandlerSettings settings;
  private final Services services;
  private final Timeline timeline;
  private final Optional<IdempotencyStore> store;

  /** A heart that does not beat yet. */
  public Heartbeat(HandlerSettings settings, Services services) {
    this.settings = settings;
    this.services = services;
    this.timeline = services.timeline();
    this.store = services.store();
  }

  /** Beats for a turn until it is removed. */
  public void add(Turn turn) {
    Duration lease = Duration.between(timeline.now(), turn.delivery().ackDeadline());
    if (lease.isNegative() || lease.isZero() || stopped.get()) {
      return;
    }
    turns.add(turn);
    schedule(turn, lease);
  }

  /** Stops beating for a turn. */
  public void remove(Turn turn) {
    turns.remove(turn);
  }

  /** Stops beating. */
  public void stop() {
    stopped.set(true);
    turns.clear();
  }

  private void schedule(Turn turn, Duration lease) {
    Duration shorter = lease.compareTo(settings.lease()) < 0 ? lease : settings.lease();
    turn.beating(
        timeline.after(
            shorter.dividedBy(3), () -> services.executor().execute(() -> beat(turn, lease))));
  }

  private void beat(Turn turn, Duration lease) {
    if (stopped.get() || !turns.contains(turn) || turn.decided() || overBudget(turn)) {
      return;
    }
    try {
      turn.delivery().extend(lease);
    } catch (MessagingException leaseIsOver) {
      if (!leaseIsOver.retryable()) {
        turns.remove(turn);
      }
    }
    renewRecord(turn);
    if (turns.contains(turn)) {
      schedule(turn, lease);
    }
  }

  private void renewRecord(Turn turn) {
    if (store.isEmpty()) {
      return;
    }
    try {
      boolean lost =
          turn.claim()
              .map(claim -> store.get().renew(claim, settings.lease()) == Written.FENCED_OUT)
              .orElse(false);
      if (lost && !turn.decided()) {
        turn.interrupt();
      }
    } catch (MessagingException theNextBeatMayReachIt) {
      return;
    }
  }

  private boolean overBudget(Turn turn) {
    Instant now = timeline.now();
    return turn.startedAt()
        .map(start -> now.isAfter(start.plus(settings.budget()).plus(settings.grace())))
        .orElse(false);
  }
}
