package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRecord;
import dev.ferry.idempotency.LifeRules.Step;
import dev.ferry.idempotency.Written;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One conditional write to the record.
 *
 * @param rule decides it
 * @param commit whether the handler's effect happens with it
 */
record StoreCall<A>(String name, Rule<A> rule, Lives lives, boolean commit) implements Call {
  /** What every worker's code has for its own token. */
  static final String MINE = "mine";

  @Override
  public List<Reply> replies(World world, int worker) {
    Step<A> step = rule.decide(world.life().record(), Owner.of(worker));
    World after = world.with(lives.of(step.record()));
    if (commit && step.answer() == Written.WRITTEN) {
      after = after.withEffect();
    }
    List<Reply> replies = new ArrayList<>();
    replies.add(new Reply(Answer.of(step.answer()), after));
    if (world.left().lost() > 0 && after.life() != world.life()) {
      replies.add(new Reply(Answer.LOST, after.with(world.left().lessLost())));
    }
    if (world.left().unreachable() > 0) {
      replies.add(new Reply(Answer.UNREACHABLE, world.with(world.left().lessUnreachable())));
    }
    return replies;
  }

  /** The answer to a claim, for the worker's code. */
  static Step<Claim> mine(Step<Claim> step) {
    return step.answer() instanceof Claimed claimed
        ? new Step<>(withToken(claimed, MINE), step.record())
        : step;
  }

  /** The claim of a worker's code, for the record. */
  static Claimed as(Claimed claimed, Owner owner) {
    return withToken(claimed, owner.name());
  }

  private static Claimed withToken(Claimed c, String token) {
    return new Claimed(
        c.key(),
        token,
        c.round(),
        c.attempt(),
        c.until(),
        c.retention(),
        c.firstFailure() == null ? null : Lives.NOW);
  }

  /** What a write does to the record that it finds. */
  @FunctionalInterface
  interface Rule<A> {
    Step<A> decide(@Nullable LifeRecord record, Owner owner);
  }
}
