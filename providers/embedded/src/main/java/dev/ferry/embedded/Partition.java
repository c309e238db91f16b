package dev.ferry.embedded;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One part of a queue's keys: what of it can be delivered, and in what order. */
final class Partition {
  private final ReadySingles singles = new ReadySingles();
  private final IndexedHeap<KeyLine> availableLines = new IndexedHeap<>(KeyLine.BY_HEAD);
  private final Map<String, KeyLine> lines = new HashMap<>();
  private long nextOffset;

  long takeOffset() {
    return nextOffset++;
  }

  void enqueue(Stored last, String key) {
    lines.computeIfAbsent(key, KeyLine::new).append(last);
  }

  /** The oldest message that may be delivered; null for none. */
  @Nullable Stored first() {
    Stored single = singles.peek();
    KeyLine line = availableLines.peek();
    Stored head = line == null ? null : line.head();
    if (single == null || head == null) {
      return single == null ? head : single;
    }
    return single.sequence < head.sequence ? single : head;
  }

  /** Keeps the first message back, so that the second is the first; {@link #ready} ends it. */
  void hide(Stored first) {
    if (first.line == null) {
      singles.removeFirst();
    } else {
      availableLines.remove(first.line);
    }
  }

  void ready(Stored stored) {
    if (stored.line == null) {
      singles.add(stored);
    } else {
      refresh(stored.line);
    }
  }

  /** The first message, or the one that follows it in its line, is leased. */
  void leased(Stored stored) {
    if (stored.line == null) {
      singles.removeFirst();
    } else {
      stored.line.leased();
      refresh(stored.line);
    }
  }

  void released(Stored stored) {
    if (stored.line != null) {
      stored.line.released();
      refresh(stored.line);
    }
  }

  /** A message that waits or is released leaves for good. */
  void left(Stored stored) {
    KeyLine line = stored.line;
    if (line != null) {
      line.remove(stored);
      refresh(line);
    }
  }

  void refresh(KeyLine line) {
    if (line.available()) {
      availableLines.put(line);
    } else {
      availableLines.remove(line);
    }
    if (line.head() == null) {
      lines.remove(line.key);
    }
  }

  void clear() {
    singles.clear();
    availableLines.clear();
    lines.clear();
  }
}
