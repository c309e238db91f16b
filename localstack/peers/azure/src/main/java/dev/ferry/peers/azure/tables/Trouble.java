package dev.ferry.peers.azure.tables;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What was asked to go wrong and has not yet. Thread-safe. */
final class Trouble {
  private final AtomicInteger busy = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final Map<String, Integer> busyRows = new ConcurrentHashMap<>();

  void busy(int times) {
    busy.set(times);
  }

  void busy(String rowKey, int times) {
    busyRows.put(rowKey, times);
  }

  void loseAnswers(int times) {
    lost.set(times);
  }

  /** Refuses a write before anything is done. */
  void checkWrite() throws TableError {
    if (takeOne(busy)) {
      throw TableError.busy();
    }
  }

  /** Refuses a write of this row. */
  void checkRow(String rowKey) throws TableError {
    Integer left = busyRows.get(rowKey);
    if (left != null) {
      busyRows.computeIfPresent(rowKey, (row, times) -> times > 1 ? times - 1 : null);
      throw TableError.busy();
    }
  }

  /** Whether the answer to a write is to be lost. */
  boolean losesAnswer() {
    return takeOne(lost);
  }

  private static boolean takeOne(AtomicInteger left) {
    return left.getAndUpdate(times -> Math.max(0, times - 1)) > 0;
  }
}
