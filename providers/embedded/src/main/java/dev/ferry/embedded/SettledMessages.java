package dev.ferry.embedded;

import java.util.ArrayDeque;

/** The newest settled messages of a queue, kept in its log so that a replay finds them. */
final class SettledMessages {
  private final MessageLog log;
  private final int capacity;
  private final ArrayDeque<Stored> kept = new ArrayDeque<>();

  SettledMessages(MessageLog log, int capacity) {
    this.log = log;
    this.capacity = capacity;
  }

  /** Keeps a message, and forgets the one that was settled first if there are too many. */
  void add(Stored settled) {
    kept.add(settled);
    if (kept.size() > capacity) {
      log.remove(kept.remove());
    }
  }

  void clear() {
    kept.clear();
  }
}
