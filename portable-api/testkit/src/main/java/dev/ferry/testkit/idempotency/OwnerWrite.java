package dev.ferry.testkit.idempotency;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.Written;
import java.util.List;

/** The writes that only the owner of a record may make. */
enum OwnerWrite {
  COMPLETE("complete", "Completed"),
  RELEASE("release", "Claimed 2"),
  TAKE_BACK("release", "Claimed 1"),
  RENEW("renew", "InProgress"),
  DEAD_LETTERING("deadLettering", "DeadLettering");

  private final String verb;
  private final String afterFirstAttempt;

  OwnerWrite(String verb, String afterFirstAttempt) {
    this.verb = verb;
    this.afterFirstAttempt = afterFirstAttempt;
  }

  /** The method's name. */
  String verb() {
    return verb;
  }

  /** What the next claim is answered where the owner of the first attempt wrote this. */
  String afterFirstAttempt() {
    return afterFirstAttempt;
  }

  Written write(IdempotencyStore store, Claimed claim) {
    return switch (this) {
      case COMPLETE -> store.complete(claim, List.of());
      case RELEASE -> store.release(claim, true);
      case TAKE_BACK -> store.release(claim, false);
      case RENEW -> store.renew(claim, Scene.LEASE);
      case DEAD_LETTERING -> store.deadLettering(claim, Scene.ENVELOPE);
    };
  }
}
