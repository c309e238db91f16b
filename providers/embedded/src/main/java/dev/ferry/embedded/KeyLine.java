package dev.ferry.embedded;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one ordering key, in the order in which they were stored. They stay in line until
 * they are settled; the first may be had while none of the line is leased.
 */
final class KeyLine extends IndexedHeap.Item {
  static final Comparator<KeyLine> BY_HEAD = Comparator.comparingLong(KeyLine::headSequence);

  final String key;
  private @Nullable Stored head;
  private @Nullable Stored tail;
  private int leased;

  KeyLine(String key) {
    this.key = key;
  }

  @Nullable Stored head() {
    return head;
  }

  /** Whether its first message may be delivered now. */
  boolean available() {
    return leased == 0 && head != null && head.state == Stored.State.READY;
  }

  private long headSequence() {
    return head == null ? Long.MAX_VALUE : head.sequence;
  }

  void leased() {
    leased++;
  }

  void released() {
    leased--;
  }

  void append(Stored last) {
    last.line = this;
    last.previousOfKey = tail;
    if (tail == null) {
      head = last;
    } else {
      tail.nextOfKey = last;
    }
    tail = last;
  }

  void remove(Stored left) {
    Stored previous = left.previousOfKey;
    Stored next = left.nextOfKey;
    if (previous == null) {
      head = next;
    } else {
      previous.nextOfKey = next;
    }
    if (next == null) {
      tail = previous;
    } else {
      next.previousOfKey = previous;
    }
    left.line = null;
    left.previousOfKey = null;
    left.nextOfKey = null;
  }
}
