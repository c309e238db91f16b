package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.LifeRecord.State;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** What may never be, whatever the schedule. */
final class Invariants {
  private final boolean transactional;

  /**
   * Invariants.
   *
   * @param transactional whether effect and completion are one commit; otherwise an effect may
   *     repeat, and never be lost
   */
  Invariants(boolean transactional) {
    this.transactional = transactional;
  }

  /** What is wrong with a world; null when nothing is. */
  @Nullable String violatedBy(World world) {
    if (transactional && world.effects() > 1) {
      return "two effects";
    }
    if (Collections.max(world.runs()) > Code.MAX_ATTEMPTS) {
      return "more runs than attempts";
    }
    if (!world.published().isEmpty() && world.effects() == 0) {
      return "published without an effect";
    }
    if (world.published().size() > 1) {
      return "published under two ids";
    }
    return world.quiet() ? violatedAtTheEnd(world) : null;
  }

  private @Nullable String violatedAtTheEnd(World world) {
    if (world.effects() == 0) {
      return world.dead().isEmpty()
          ? "lost: no effect and no dead letter"
          : lastLifeIsDead(world) ? null : "lost: only a copy of an earlier life";
    }
    if (transactional && (!world.life().in(State.COMPLETED) || newerThanRecord(world))) {
      return "effect and dead letter";
    }
    boolean unsent = world.published().isEmpty();
    return unsent && (transactional || world.dead().isEmpty())
        ? "an effect, but nothing was published"
        : null;
  }

  private static boolean lastLifeIsDead(World world) {
    return world.life().in(State.DEAD_LETTERING)
        || world.life().in(State.DEAD_LETTERED)
        || newerThanRecord(world);
  }

  private static boolean newerThanRecord(World world) {
    return !world.dead().isEmpty() && Collections.max(world.dead()) > world.life().round();
  }
}
