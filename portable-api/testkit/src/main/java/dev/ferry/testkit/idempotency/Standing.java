package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.IdempotencyStore;
import java.util.List;

/** Where a life may be in the second attempt of its round, and how it comes there. */
enum Standing {
  RUNNING("InProgress"),
  LEASE_OVER("Claimed 3"),
  RELEASED("Claimed 3"),
  COMPLETED("Completed"),
  DEAD_LETTERING("DeadLettering"),
  DEAD_LETTERED("DeadLettered");

  private final String sameRound;

  Standing(String sameRound) {
    this.sameRound = sameRound;
  }

  /** What a claim of the same round is answered. */
  String sameRound() {
    return sameRound;
  }

  /**
   * The two claims that a life had.
   *
   * @param late of the first attempt, whose lease was lost
   * @param last of the second attempt
   */
  record Owners(Claimed late, Claimed last) {}

  /** Brings a new life here, in {@code round}. */
  Owners reach(Life life, int round) {
    Claimed late = life.claimed(round);
    life.scene().passLease();
    Claimed last = life.claimed(round);
    settle(life, last);
    return new Owners(late, last);
  }

  private void settle(Life life, Claimed last) {
    IdempotencyStore store = life.scene().store();
    switch (this) {
      case RUNNING -> {}
      case LEASE_OVER -> life.scene().passLease();
      case RELEASED -> store.release(last, true);
      case COMPLETED -> store.complete(last, List.of());
      case DEAD_LETTERING -> store.deadLettering(last, Scene.ENVELOPE);
      case DEAD_LETTERED -> {
        store.deadLettering(last, Scene.ENVELOPE);
        store.deadLettered(life.key(), last.round());
      }
    }
  }
}
