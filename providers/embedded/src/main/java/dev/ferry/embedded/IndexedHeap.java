package dev.ferry.embedded;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap whose items know their place, so that any of them can be moved or taken out in
 * O(log n). An item is in one heap at most. Not thread-safe.
 */
final class IndexedHeap<T extends IndexedHeap.Item> {
  /** Something that can be in a heap. */
  abstract static class Item {
    int place = -1;
  }

  private final Comparator<? super T> order;
  private final List<T> items = new ArrayList<>();

  IndexedHeap(Comparator<? super T> order) {
    this.order = order;
  }

  int size() {
    return items.size();
  }

  @Nullable T peek() {
    return items.isEmpty() ? null : items.get(0);
  }

  /** All items, in no order. */
  List<T> items() {
    return List.copyOf(items);
  }

  void clear() {
    items.forEach(item -> item.place = -1);
    items.clear();
  }

  /** Adds an item, or moves one that is there to where it belongs by now. */
  void put(T item) {
    if (item.place < 0) {
      item.place = items.size();
      items.add(item);
    }
    settle(item);
  }

  /** Takes an item out; nothing happens when it is not there. */
  void remove(T item) {
    int hole = item.place;
    if (hole < 0) {
      return;
    }
    item.place = -1;
    T last = items.remove(items.size() - 1);
    if (last != item) {
      place(last, hole);
      settle(last);
    }
  }

  private void settle(T item) {
    int from = item.place;
    if (siftUp(item) == from) {
      siftDown(item);
    }
  }

  private int siftUp(T item) {
    int at = item.place;
    while (at > 0) {
      int up = (at - 1) >>> 1;
      T parent = items.get(up);
      if (order.compare(item, parent) >= 0) {
        break;
      }
      place(parent, at);
      at = up;
    }
    place(item, at);
    return at;
  }

  private void siftDown(T item) {
    int at = item.place;
    for (int down = 2 * at + 1; down < items.size(); down = 2 * at + 1) {
      if (down + 1 < items.size() && order.compare(items.get(down + 1), items.get(down)) < 0) {
        down++;
      }
      if (order.compare(item, items.get(down)) <= 0) {
        break;
      }
      place(items.get(down), at);
      at = down;
    }
    place(item, at);
  }

  private void place(T item, int at) {
    items.set(at, item);
    item.place = at;
  }
}
