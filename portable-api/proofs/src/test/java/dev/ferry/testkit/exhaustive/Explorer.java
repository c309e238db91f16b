package dev.ferry.testkit.exhaustive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Visits every world that any schedule can lead to, those nearest to the start first. Worlds that
 * differ in the workers' names alone are one.
 */
final class Explorer {
  private final Code code;
  private final Steps steps;
  private final Invariants invariants;
  private final Map<World, Came> seen = new HashMap<>();
  private final Deque<World> waiting = new ArrayDeque<>();
  private long transitions;

  private Explorer(Setup setup, Invariants invariants) {
    this.code = new Code(setup);
    this.steps = new Steps(code, setup.rules());
    this.invariants = invariants;
  }

  /** Explores until everything was visited or something is wrong. */
  static Exploration explore(Setup setup, Faults faults) {
    return explore(setup, new Invariants(setup.transactional()), faults);
  }

  /** The same with invariants of the caller's. */
  static Exploration explore(Setup setup, Invariants invariants, Faults faults) {
    Explorer explorer = new Explorer(setup, invariants);
    World start = World.start(explorer.code.lives().none(), faults, explorer.code.start());
    return explorer.from(start);
  }

  private Exploration from(World start) {
    seen.put(start, new Came(null, null, false));
    waiting.add(start);
    while (!waiting.isEmpty()) {
      World world = waiting.remove();
      String wrong = invariants.violatedBy(world);
      List<Step> next = wrong == null ? steps.from(world) : List.of();
      if (wrong == null && next.isEmpty() && !world.quiet()) {
        wrong = "stuck";
      }
      if (wrong != null) {
        return told(wrong, traceTo(world));
      }
      next.forEach(step -> visit(world, step));
    }
    return told(null, List.of());
  }

  private void visit(World from, Step step) {
    transitions++;
    boolean outOfOrder = outOfOrder(step.world());
    World to = outOfOrder ? mirrored(step.world()) : step.world();
    if (seen.putIfAbsent(to, new Came(from, step.event(), outOfOrder)) == null) {
      waiting.add(to);
    }
  }

  private Exploration told(@Nullable String violation, List<String> trace) {
    return new Exploration(
        violation, trace, seen.size(), transitions, code.points(), code.lives().size());
  }

  /** Whether the workers are in the other order than where they stand and what they hold gives. */
  private static boolean outOfOrder(World world) {
    int order = Integer.compare(world.first().number(), world.second().number());
    if (order == 0) {
      order = Boolean.compare(holds(world, Owner.FIRST), holds(world, Owner.SECOND));
    }
    if (order == 0) {
      order = Boolean.compare(owns(world, Owner.FIRST), owns(world, Owner.SECOND));
    }
    return order > 0;
  }

  private static boolean holds(World world, Owner worker) {
    return world.queue().stream().anyMatch(copy -> copy.holder() == worker);
  }

  private static boolean owns(World world, Owner worker) {
    return world.life().owner() == worker;
  }

  private World mirrored(World world) {
    List<Copy> queue =
        world.queue().stream().map(copy -> copy.heldBy(copy.holder().mirrored())).sorted().toList();
    return world
        .with(code.lives().ownedBy(world.life(), world.life().owner().mirrored()))
        .withQueue(queue)
        .with(0, world.second())
        .with(1, world.first());
  }

  /** The steps to a world, in words. */
  private List<String> traceTo(World world) {
    Deque<Came> way = new ArrayDeque<>();
    for (Came came = came(world); came.from() != null; came = came(came.from())) {
      way.addFirst(came);
    }
    List<String> words = new ArrayList<>();
    boolean mirrored = false;
    for (Came came : way) {
      Event event = Objects.requireNonNull(came.event());
      words.add(event.describe(mirrored ? "B" : "A", mirrored ? "A" : "B"));
      mirrored ^= came.mirrored();
    }
    return words;
  }

  private Came came(World world) {
    return Objects.requireNonNull(seen.get(world));
  }

  /**
   * How a world was reached first.
   *
   * @param from from where; null for the start
   * @param event by what
   * @param mirrored whether the workers' names are exchanged in the world that was kept
   */
  private record Came(@Nullable World from, @Nullable Event event, boolean mirrored) {}
}
