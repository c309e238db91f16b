package dev.ferry.processing;

import dev.ferry.messaging.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;

/** The dispositions of a batch, by message id and in the order in which they came. */
final class Results implements BiConsumer<Delivery, Disposition> {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<String> order = new ArrayList<>();
  private final Map<String, Disposition> decided = new ConcurrentHashMap<>();

  @Override
  public void accept(Delivery delivery, Disposition disposition) {
    String id = delivery.message().id();
    lock.lock();
    try {
      order.add(id);
    } finally {
      lock.unlock();
    }
    decided.put(id, disposition);
  }

  boolean has(String id) {
    return decided.containsKey(id);
  }

  /** What became of a message; waits for it. */
  Disposition of(String id) {
    Await.until("the disposition of " + id, () -> has(id));
    return Objects.requireNonNull(decided.get(id));
  }

  /** Why a message goes back; waits for it. */
  Disposition.Why why(String id) {
    return ((Disposition.Redeliver) of(id)).why();
  }

  List<String> order() {
    lock.lock();
    try {
      return List.copyOf(order);
    } finally {
      lock.unlock();
    }
  }
}
