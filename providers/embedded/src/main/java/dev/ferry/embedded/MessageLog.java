package dev.ferry.embedded;

import org.jspecify.annotations.Nullable;

/**
 * Where a queue keeps its messages, in the order in which they were stored: the seam at which a
 * durable store takes the place of memory. Used under the queue's lock.
 */
interface MessageLog {
  /** The sequence number of the next message. */
  long end();

  /** Keeps a message, whose sequence number is {@link #end()}. */
  void append(Stored stored);

  /** The first message kept at this sequence number or later; null after the last. */
  @Nullable Stored ceiling(long sequence);

  /** Forgets a message; nothing happens when it is not kept. */
  void remove(Stored stored);
}
