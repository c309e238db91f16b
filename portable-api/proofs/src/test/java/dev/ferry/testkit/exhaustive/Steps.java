package dev.ferry.testkit.exhaustive;

import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.testkit.exhaustive.Call.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Every step that is possible in a world. */
final class Steps {
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Code code;
  private final Lives lives;
  private final LifeRules rules;

  Steps(Code code, LifeRules rules) {
    this.code = code;
    this.lives = code.lives();
    this.rules = rules;
  }

  /** The steps, in an order that is always the same. */
  List<Step> from(World world) {
    List<Step> steps = new ArrayList<>();
    for (int worker = 0; worker < 2; worker++) {
      answer(world, worker, steps);
      beat(world, worker, steps);
      crash(world, worker, steps);
    }
    loseLeases(world, steps);
    duplicate(world, steps);
    redrive(world, steps);
    letTimePass(world, steps);
    return steps;
  }

  private void answer(World world, int worker, List<Step> steps) {
    Point point = world.worker(worker);
    Call call = point.next();
    if (call == null) {
      return;
    }
    for (Reply reply : call.replies(world, worker)) {
      Point next = code.after(point, reply.answer());
      World after =
          next.next() == null ? idle(reply.world(), worker) : reply.world().with(worker, next);
      steps.add(new Step(new Event(worker, point.what(), reply.answer()), after));
    }
  }

  /** Waits for a message, and has forgotten whatever it held. */
  private World idle(World world, int worker) {
    Owner me = Owner.of(worker);
    World after = world.with(worker, code.start());
    for (Copy copy : world.queue()) {
      if (copy.holder() == me) {
        after = after.moved(copy, Owner.GONE);
      }
    }
    return after.life().owner() == me ? after.with(lives.ownedBy(after.life(), Owner.GONE)) : after;
  }

  /** A heartbeat, for as long as the delivery is not settled. */
  private void beat(World world, int worker, List<Step> steps) {
    Claimed claimed = world.worker(worker).claimed();
    if (claimed == null || !world.life().running()) {
      return;
    }
    Claimed mine = StoreCall.as(claimed, Owner.of(worker));
    Life after = lives.of(rules.renew(world.life().record(), mine, LEASE, Lives.NOW).record());
    if (after != world.life()) {
      steps.add(Step.of(worker, "renews its lease", world.with(after)));
    }
  }

  private void crash(World world, int worker, List<Step> steps) {
    if (world.left().crashes() > 0 && !world.worker(worker).idle()) {
      World after = idle(world, worker).with(world.left().lessCrash());
      steps.add(Step.of(worker, "crashes", after));
    }
  }

  private void loseLeases(World world, List<Step> steps) {
    if (world.left().leases() == 0) {
      return;
    }
    Faults rest = world.left().lessLease();
    for (Copy copy : world.copies()) {
      if (copy.holder() == Owner.FIRST || copy.holder() == Owner.SECOND) {
        steps.add(
            Step.of("the lease of a copy runs out", world.moved(copy, Owner.NOBODY).with(rest)));
      }
    }
    Life life = world.life();
    if (life.running() && !life.leaseOver() && life.owner() != Owner.GONE) {
      steps.add(
          Step.of("the lease of the record runs out", world.with(lives.over(life)).with(rest)));
    }
  }

  private static void duplicate(World world, List<Step> steps) {
    if (world.left().duplicates() > 0) {
      Faults rest = world.left().lessDuplicate();
      for (Copy copy : world.copies()) {
        steps.add(
            Step.of(
                "the broker duplicates a copy",
                world.withCopy(copy.heldBy(Owner.NOBODY)).with(rest)));
      }
    }
  }

  private static void redrive(World world, List<Step> steps) {
    for (int round : new TreeSet<>(world.dead())) {
      if (round <= World.MAX_ROUND) {
        World after =
            world.withoutDead(round).withCopy(new Copy(Letter.ofRound(round), Owner.NOBODY));
        steps.add(Step.of("a dead letter is redriven", after));
      }
    }
  }

  /** What nobody holds any more comes free by itself. */
  private void letTimePass(World world, List<Step> steps) {
    for (Copy copy : world.copies()) {
      if (copy.holder() == Owner.GONE) {
        steps.add(Step.of("an abandoned copy comes back", world.moved(copy, Owner.NOBODY)));
      }
    }
    Life life = world.life();
    if (life.running() && life.owner() == Owner.GONE && !life.leaseOver()) {
      steps.add(Step.of("an abandoned record's lease runs out", world.with(lives.over(life))));
    }
  }
}
