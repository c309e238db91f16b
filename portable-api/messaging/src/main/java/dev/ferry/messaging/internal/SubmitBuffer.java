package dev.ferry.messaging.internal;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was submitted and is not answered, and the room that it takes. A message gives its room back
 * as soon as its fate is known, before its submitter is told: whoever submits the next one when it
 * hears of the last finds room. Guarded by the batcher's lock.
 */
final class SubmitBuffer {
  private final Set<Pending> unanswered = new LinkedHashSet<>();
  private final int maxMessages;
  private final long maxBytes;
  private int messages;
  private long bytes;

  SubmitBuffer(int maxMessages, long maxBytes) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
  }

  /** Whether there is room for a message of this size; there always is when nothing else is. */
  boolean fits(long size) {
    return messages == 0 || (messages < maxMessages && bytes + size <= maxBytes);
  }

  void add(Pending pending) {
    unanswered.add(pending);
    messages++;
    bytes += pending.bytes();
  }

  void freeRoom(Pending pending) {
    messages--;
    bytes -= pending.bytes();
  }

  void answered(Collection<Pending> told) {
    told.forEach(unanswered::remove);
  }

  /** Those without an answer, from the first on. */
  List<Pending> unanswered() {
    return List.copyOf(unanswered);
  }

  /** Whether everything that was submitted before number {@code end} is answered. */
  boolean answeredBefore(long end) {
    return unanswered.isEmpty() || unanswered.iterator().next().number() >= end;
  }
}
