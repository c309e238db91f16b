package dev.ferry.embedded;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Ready messages that are in no line, from older to newer. New ones queue up in O(1) and are had in
 * O(1), however many wait; what comes back from a delay or a lease is sorted in among its likes.
 */
final class ReadySingles {
  private final ArrayDeque<Stored> fresh = new ArrayDeque<>();
  private final PriorityQueue<Stored> returned =
      new PriorityQueue<>(Comparator.comparingLong(stored -> stored.sequence));

  void add(Stored stored) {
    Stored last = fresh.peekLast();
    if (stored.deliveries == 0 && (last == null || last.sequence < stored.sequence)) {
      fresh.add(stored);
    } else {
      returned.add(stored);
    }
  }

  /** The oldest; null for none. */
  @Nullable Stored peek() {
    dropSettled();
    Stored one = fresh.peek();
    Stored other = returned.peek();
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.sequence < other.sequence ? one : other;
  }

  /** Takes the oldest out. */
  void removeFirst() {
    Stored first = peek();
    if (first == fresh.peek()) {
      fresh.poll();
    } else {
      returned.poll();
    }
  }

  void clear() {
    fresh.clear();
    returned.clear();
  }

  /** What retention took away while it waited is still here. */
  private void dropSettled() {
    while (isSettled(fresh.peek())) {
      fresh.poll();
    }
    while (isSettled(returned.peek())) {
      returned.poll();
    }
  }

  private static boolean isSettled(@Nullable Stored stored) {
    return stored != null && stored.state == Stored.State.SETTLED;
  }
}
