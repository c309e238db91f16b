package dev.ferry.processing.internal;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.Written;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.HandlerSettings;
import dev.ferry.processing.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeat of one turn. One beat runs at a time, each on a thread of the executor, and sets
 * the timer of the next.
 */
final class Pulse {
  private final Turn turn;
  private final HandlerSettings settings;
  private final Timeline timeline;
  private final Executor executor;
  private final Optional<IdempotencyStore> store;
  private final BooleanSupplier wanted;
  private final Duration brokerLease;
  private final Duration interval;
  private boolean brokerLeaseHeld;
  private @Nullable Instant renewedUntil;

  Pulse(Turn turn, HandlerSettings settings, Services services, BooleanSupplier wanted) {
    this.turn = turn;
    this.settings = settings;
    this.timeline = services.timeline();
    this.executor = services.executor();
    this.store = Records.keptFor(settings, services);
    this.wanted = wanted;
    this.brokerLease = Duration.between(timeline.now(), turn.delivery().ackDeadline());
    this.brokerLeaseHeld = !brokerLease.isNegative() && !brokerLease.isZero();
    boolean brokersIsShorter = brokerLeaseHeld && brokerLease.compareTo(settings.lease()) < 0;
    Duration shorter = brokersIsShorter ? brokerLease : settings.lease();
    this.interval = Duration.ofNanos(shorter.toNanos() / 3);
  }

  /** Sets the timer of the next beat. */
  void start() {
    turn.beating(timeline.after(interval, () -> executor.execute(this::beat)));
  }

  private void beat() {
    if (!goesOn()) {
      return;
    }
    extendBrokerLease();
    renewRecord();
    if (goesOn()) {
      start();
    }
  }

  private boolean goesOn() {
    return wanted.getAsBoolean() && !turn.over() && (turn.decided() || !overBudget());
  }

  private boolean overBudget() {
    Duration longest = settings.budget().plus(settings.grace());
    return turn.startedAt().map(start -> timeline.now().isAfter(start.plus(longest))).orElse(false);
  }

  /** Once the broker's lease is lost it is lost; the record may still be ours. */
  private void extendBrokerLease() {
    if (!brokerLeaseHeld) {
      return;
    }
    try {
      turn.delivery().extend(brokerLease);
    } catch (MessagingException notExtended) {
      brokerLeaseHeld = notExtended.retryable();
    }
  }

  private void renewRecord() {
    turn.claim().ifPresent(claim -> store.ifPresent(records -> renew(records, claim)));
  }

  private void renew(IdempotencyStore records, Claimed claim) {
    Instant now = timeline.now();
    try {
      if (records.renew(claim, settings.lease()) == Written.FENCED_OUT) {
        turn.interrupt();
      } else {
        renewedUntil = now.plus(settings.lease());
      }
    } catch (RuntimeException unreachable) {
      Instant until = renewedUntil == null ? claim.until() : renewedUntil;
      if (!now.plus(interval).isBefore(until)) {
        // The lease is over before the next beat: from then on somebody else may have the record.
        turn.interrupt();
      }
    }
  }
}
