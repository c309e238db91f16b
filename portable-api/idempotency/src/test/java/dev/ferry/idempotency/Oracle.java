package dev.ferry.idempotency;

import static dev.ferry.idempotency.Lives.LEASE;
import static dev.ferry.idempotency.Lives.RETENTION;
import static dev.ferry.idempotency.Lives.SKEW;

import dev.ferry.idempotency.ProtocolModel.Answer;
import dev.ferry.idempotency.ProtocolModel.Decision;
import dev.ferry.idempotency.ProtocolModel.Fate;
import dev.ferry.idempotency.ProtocolModel.Life;
import dev.ferry.idempotency.ProtocolModel.Stage;
import java.time.Duration;
import java.util.function.Function;

/**
 * One record by {@link ProtocolModel}, with what the model leaves out: the clock, expiry, effects
 * and the outbox.
 */
final class Oracle {
  private Life life = Life.NONE;
  private Duration now = Duration.ZERO;
  private Duration leaseEnd = Duration.ZERO;
  private Duration expiry = Duration.ZERO;
  private int effects;
  private boolean unsent;

  void advance(Duration span) {
    now = now.plus(span);
  }

  /** The record as the clock has it: a lease that is over, a record that is gone. */
  Life life() {
    if (now.compareTo(expiry) >= 0) {
      life = Life.NONE;
      unsent = false;
    }
    boolean over = now.compareTo(leaseEnd.plus(SKEW)) >= 0;
    return new Life(life.stage(), life.round(), life.attempts(), life.token(), over).comparable();
  }

  int effects() {
    return effects;
  }

  boolean unsent() {
    return life().stage() == Stage.COMPLETED && unsent;
  }

  Answer claim(int round, int token) {
    Life before = life();
    Decision<Answer> decision = ProtocolModel.claim(before, round, token);
    if (!decision.life().equals(before)) {
      lease();
      unsent = false;
    }
    life = decision.life();
    return decision.answer();
  }

  int attempts() {
    return life.attempts();
  }

  /** Completes with an outbox; the effect counts where the completion is the first. */
  Fate commit(int token) {
    Fate fate = complete(token);
    if (fate == Fate.GOES_ON) {
      effects++;
      unsent = true;
    }
    return fate;
  }

  Fate complete(int token) {
    return write(before -> ProtocolModel.complete(before, token));
  }

  Fate release(int token, boolean attempted) {
    return write(before -> ProtocolModel.release(before, token, attempted));
  }

  Fate renew(int token) {
    Fate fate = write(before -> ProtocolModel.renew(before, token));
    if (fate == Fate.GOES_ON) {
      lease();
    }
    return fate;
  }

  Fate deadLettering(int token) {
    return write(before -> ProtocolModel.deadLettering(before, token));
  }

  void deadLettered(int round) {
    write(before -> new Decision<>(Fate.GOES_ON, ProtocolModel.deadLettered(before, round)));
  }

  void outboxSent() {
    unsent = false;
  }

  private void lease() {
    leaseEnd = now.plus(LEASE);
    expiry = leaseEnd.plus(RETENTION);
  }

  private Fate write(Function<Life, Decision<Fate>> rule) {
    Life before = life();
    Decision<Fate> decision = rule.apply(before);
    if (decision.life().stage() != before.stage()) {
      expiry = now.plus(RETENTION);
    }
    life = decision.life();
    return decision.answer();
  }
}
