package dev.ferry.idempotency;

/**
 * The record's rules as the checked model of the protocol has them, in its terms: a second
 * statement of what {@link LifeRules} says, made without it, for tests to hold against it.
 *
 * <p>Time is not in it but for {@code leaseOver}; tokens are numbers.
 */
final class ProtocolModel {
  private ProtocolModel() {}

  enum Stage {
    NONE,
    RUNNING,
    RELEASED,
    COMPLETED,
    DEAD_LETTERING,
    DEAD_LETTERED
  }

  enum Answer {
    CLAIMED,
    BUSY,
    DONE,
    SEND_AGAIN
  }

  /** What becomes of the worker that wrote. */
  enum Fate {
    GOES_ON,
    ACKS,
    SETTLES_NOTHING
  }

  record Life(Stage stage, int round, int attempts, int token, boolean leaseOver) {
    static final Life NONE = new Life(Stage.NONE, 0, 0, 0, false);

    Life in(Stage next) {
      return new Life(next, round, attempts, token, leaseOver);
    }

    /** The lease means nothing but while it runs. */
    Life comparable() {
      return stage == Stage.RUNNING ? this : new Life(stage, round, attempts, token, false);
    }
  }

  record Decision<A>(A answer, Life life) {}

  static Decision<Answer> claim(Life r, int round, int token) {
    Life fresh = new Life(Stage.RUNNING, round, 1, token, false);
    if (r.stage == Stage.NONE) {
      return new Decision<>(Answer.CLAIMED, fresh);
    }
    if (r.stage == Stage.COMPLETED) {
      return new Decision<>(Answer.DONE, r);
    }
    if (r.token == token && r.stage == Stage.RUNNING) {
      return new Decision<>(Answer.CLAIMED, r);
    }
    if (r.stage == Stage.DEAD_LETTERING || r.stage == Stage.DEAD_LETTERED) {
      if (round > r.round) {
        return new Decision<>(Answer.CLAIMED, fresh);
      }
      boolean unsent = r.stage == Stage.DEAD_LETTERING && round == r.round;
      return new Decision<>(unsent ? Answer.SEND_AGAIN : Answer.DONE, r);
    }
    if (round < r.round) {
      return new Decision<>(Answer.DONE, r);
    }
    if (r.stage == Stage.RUNNING && !r.leaseOver) {
      return new Decision<>(Answer.BUSY, r);
    }
    return round > r.round
        ? new Decision<>(Answer.CLAIMED, fresh)
        : new Decision<>(
            Answer.CLAIMED, new Life(Stage.RUNNING, round, r.attempts + 1, token, false));
  }

  private static boolean owned(Life r, int token) {
    return r.stage == Stage.RUNNING && r.token == token;
  }

  private static boolean shows(Life r, int token, Stage stage) {
    return r.stage == stage && r.token == token;
  }

  private static Decision<Fate> refused(Life r, int token) {
    return new Decision<>(shows(r, token, Stage.COMPLETED) ? Fate.ACKS : Fate.SETTLES_NOTHING, r);
  }

  static Decision<Fate> complete(Life r, int token) {
    return owned(r, token)
        ? new Decision<>(Fate.GOES_ON, r.in(Stage.COMPLETED))
        : refused(r, token);
  }

  static Decision<Fate> release(Life r, int token, boolean attempted) {
    if (owned(r, token)) {
      int attempts = r.attempts - (attempted ? 0 : 1);
      return new Decision<>(
          Fate.GOES_ON, new Life(Stage.RELEASED, r.round, attempts, r.token, r.leaseOver));
    }
    return shows(r, token, Stage.RELEASED) ? new Decision<>(Fate.GOES_ON, r) : refused(r, token);
  }

  static Decision<Fate> renew(Life r, int token) {
    return owned(r, token)
        ? new Decision<>(Fate.GOES_ON, new Life(r.stage, r.round, r.attempts, r.token, false))
        : refused(r, token);
  }

  static Decision<Fate> deadLettering(Life r, int token) {
    if (owned(r, token)) {
      return new Decision<>(Fate.GOES_ON, r.in(Stage.DEAD_LETTERING));
    }
    return shows(r, token, Stage.DEAD_LETTERING)
        ? new Decision<>(Fate.GOES_ON, r)
        : refused(r, token);
  }

  static Life deadLettered(Life r, int round) {
    return r.stage == Stage.DEAD_LETTERING && r.round == round ? r.in(Stage.DEAD_LETTERED) : r;
  }
}
