package dev.ferry.testkit.exhaustive;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Everything outside of the workers' code, and where the two workers stand in it. A value; lists
 * are sorted and not changed.
 *
 * @param life the record in the store
 * @param queue the copies in the queue
 * @param dead the rounds that the copies in the dead-letter queue carry
 * @param published the ids of what was published downstream
 * @param effects how often the handler's effect happened; 2 for more
 * @param runs how often the handler ran, for each round
 * @param left the faults that may still happen
 * @param first where one worker stands
 * @param second where the other stands
 */
record World(
    Life life,
    List<Copy> queue,
    List<Integer> dead,
    List<String> published,
    int effects,
    List<Integer> runs,
    Faults left,
    Point first,
    Point second) {
  /** The highest round that is redriven. */
  static final int MAX_ROUND = 1;

  /** One message in the queue, and nothing has happened. */
  static World start(Life none, Faults faults, Point idle) {
    return new World(
        none,
        List.of(new Copy(Letter.ofRound(0), Owner.NOBODY)),
        List.of(),
        List.of(),
        0,
        Collections.nCopies(MAX_ROUND + 1, 0),
        faults,
        idle,
        idle);
  }

  Point worker(int index) {
    return index == 0 ? first : second;
  }

  World with(Life other) {
    return new World(other, queue, dead, published, effects, runs, left, first, second);
  }

  World with(Faults rest) {
    return new World(life, queue, dead, published, effects, runs, rest, first, second);
  }

  World with(int index, Point point) {
    return index == 0
        ? new World(life, queue, dead, published, effects, runs, left, point, second)
        : new World(life, queue, dead, published, effects, runs, left, first, point);
  }

  World withoutCopy(Copy copy) {
    return withQueue(less(queue, copy));
  }

  World withCopy(Copy copy) {
    return withQueue(more(queue, copy));
  }

  World moved(Copy copy, Owner holder) {
    return withQueue(more(less(queue, copy), copy.heldBy(holder)));
  }

  World withQueue(List<Copy> copies) {
    return new World(life, copies, dead, published, effects, runs, left, first, second);
  }

  World deadLettered(int round) {
    return withDead(more(dead, round));
  }

  World withoutDead(int round) {
    return withDead(less(dead, round));
  }

  private World withDead(List<Integer> rounds) {
    return new World(life, queue, rounds, published, effects, runs, left, first, second);
  }

  World published(String id) {
    List<String> ids = List.copyOf(new TreeSet<>(more(published, id)));
    return new World(life, queue, dead, ids, effects, runs, left, first, second);
  }

  World withEffect() {
    return new World(
        life, queue, dead, published, Math.min(effects + 1, 2), runs, left, first, second);
  }

  World withRun(int round) {
    List<Integer> counts = new ArrayList<>(runs);
    counts.set(round, counts.get(round) + 1);
    return new World(
        life, queue, dead, published, effects, List.copyOf(counts), left, first, second);
  }

  /** The copies in the queue, those that are equal once. */
  Collection<Copy> copies() {
    return queue.size() < 2 ? queue : new LinkedHashSet<>(queue);
  }

  /** Nothing is left to do. */
  boolean quiet() {
    return queue.isEmpty() && first.idle() && second.idle();
  }

  private static <T extends Comparable<T>> List<T> more(List<T> sorted, T item) {
    List<T> longer = new ArrayList<>(sorted);
    longer.add(item);
    Collections.sort(longer);
    return List.copyOf(longer);
  }

  private static <T> List<T> less(List<T> sorted, T item) {
    List<T> shorter = new ArrayList<>(sorted);
    shorter.remove(item);
    return List.copyOf(shorter);
  }
}
