package dev.ferry.messaging.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The submitted messages that may go, in the order of their submission, and how they are cut into
 * batches. Guarded by the batcher's lock.
 */
final class ReadyQueue {
  private final PriorityQueue<Pending> queue =
      new PriorityQueue<>(Comparator.comparingLong(Pending::number));
  private final int batchMessages;
  private final int batchBytes;
  private long bytes;

  ReadyQueue(int batchMessages, int batchBytes) {
    this.batchMessages = batchMessages;
    this.batchBytes = batchBytes;
  }

  void add(Pending pending) {
    queue.add(pending);
    bytes += pending.bytes();
  }

  /** The one that was submitted first; null when there is none. */
  @Nullable Pending first() {
    return queue.peek();
  }

  /** Whether waiting for more would not make the next batch larger. */
  boolean full() {
    return queue.size() >= batchMessages || bytes >= batchBytes;
  }

  /** Takes the next batch out: at least one message, as many as fit. */
  List<Pending> cut() {
    List<Pending> batch = new ArrayList<>();
    long batched = 0;
    while (!queue.isEmpty() && batch.size() < batchMessages) {
      long size = queue.element().bytes();
      if (!batch.isEmpty() && batched + size > batchBytes) {
        break;
      }
      batched += size;
      batch.add(queue.remove());
    }
    bytes -= batched;
    return batch;
  }

  void clear() {
    queue.clear();
    bytes = 0;
  }
}
