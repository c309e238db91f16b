package dev.ferry.peers.azure.servicebus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** The links that receive, by queue: they take turns. */
final class Outlets {
  private final IdentityHashMap<Queue, Deque<Outlet>> byQueue = new IdentityHashMap<>();

  void add(Outlet outlet) {
    byQueue.computeIfAbsent(outlet.queue(), queue -> new ArrayDeque<>()).add(outlet);
  }

  void remove(Outlet outlet) {
    Deque<Outlet> outlets = byQueue.get(outlet.queue());
    if (outlets != null && outlets.remove(outlet) && outlets.isEmpty()) {
      byQueue.remove(outlet.queue());
    }
  }

  /**
   * Gives the messages, one at a time, to those that ask, until there is none. Whoever had one has
   * the next turn last, in the next call too: a client that asks for more than it takes, and gives
   * each back, keeps none from the others.
   */
  void deliver(Queue queue) {
    Deque<Outlet> outlets = byQueue.getOrDefault(queue, new ArrayDeque<>());
    int passed = 0;
    while (passed < outlets.size()) {
      Outlet next = outlets.remove();
      outlets.add(next);
      passed = next.deliver() ? 0 : passed + 1;
    }
  }

  /** The one behind a link. */
  @Nullable Outlet of(Queue queue, Object link) {
    for (Outlet outlet : byQueue.getOrDefault(queue, new ArrayDeque<>())) {
      if (outlet.link() == link) {
        return outlet;
      }
    }
    return null;
  }
}
