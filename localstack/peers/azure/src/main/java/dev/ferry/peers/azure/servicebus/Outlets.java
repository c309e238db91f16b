package dev.ferry.peers.azure.servicebus;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The links that receive, by queue: they take turns. */
final class Outlets {
  private final IdentityHashMap<Queue, List<Outlet>> byQueue = new IdentityHashMap<>();

  void add(Outlet outlet) {
    byQueue.computeIfAbsent(outlet.queue(), queue -> new ArrayList<>()).add(outlet);
  }

  void remove(Outlet outlet) {
    List<Outlet> outlets = byQueue.get(outlet.queue());
    if (outlets != null && outlets.remove(outlet) && outlets.isEmpty()) {
      byQueue.remove(outlet.queue());
    }
  }

  /** Gives each that asks the next message, in turns, until there is none. */
  void deliver(Queue queue) {
    List<Outlet> outlets = byQueue.getOrDefault(queue, List.of());
    boolean delivered = !outlets.isEmpty();
    while (delivered) {
      delivered = false;
      for (Outlet outlet : outlets) {
        delivered |= outlet.deliver();
      }
    }
  }

  /** The one behind a link. */
  @Nullable Outlet of(Queue queue, Object link) {
    for (Outlet outlet : byQueue.getOrDefault(queue, List.of())) {
      if (outlet.link() == link) {
        return outlet;
      }
    }
    return null;
  }
}
