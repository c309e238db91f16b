package dev.ferry.messaging.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The submitted messages that may go, in the order of their submission, and how they are cut into
 * batches. Guarded by the batcher's lock.
 */
final class ReadyQueue {
  /** In order as they came: all but those whose key's turn came late. */
  private final Deque<Pending> inOrder = new ArrayDeque<>();

  private final PriorityQueue<Pending> late =
      new PriorityQueue<>(Comparator.comparingLong(Pending::number));
  private final int batchMessages;
  private final int batchBytes;
  private long bytes;

  ReadyQueue(int batchMessages, int batchBytes) {
    this.batchMessages = batchMessages;
    this.batchBytes = batchBytes;
  }

  void add(Pending pending) {
    Pending last = inOrder.peekLast();
    if (last == null || last.number() < pending.number()) {
      inOrder.add(pending);
    } else {
      late.add(pending);
    }
    bytes += pending.bytes();
  }

  /** The one that was submitted first; null when there is none. */
  @Nullable Pending first() {
    return next().peek();
  }

  private Queue<Pending> next() {
    Pending behind = late.peek();
    Pending first = inOrder.peek();
    return behind != null && (first == null || behind.number() < first.number()) ? late : inOrder;
  }

  /** Whether waiting for more would not make the next batch larger. */
  boolean full() {
    return inOrder.size() + late.size() >= batchMessages || bytes >= batchBytes;
  }

  /** Takes the next batch out: at least one message, as many as fit. */
  List<Pending> cut() {
    List<Pending> batch = new ArrayList<>();
    long batched = 0;
    for (Pending next = first(); next != null && batch.size() < batchMessages; next = first()) {
      long size = next.bytes();
      if (!batch.isEmpty() && batched + size > batchBytes) {
        break;
      }
      batched += size;
      batch.add(next().remove());
    }
    bytes -= batched;
    return batch;
  }

  void clear() {
    inOrder.clear();
    late.clear();
    bytes = 0;
  }
}
