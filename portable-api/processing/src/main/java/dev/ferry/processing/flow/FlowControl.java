package dev.ferry.processing.flow;

import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bounds the messages and bytes in flight. How large a message is shows only when it is there, so
 * one receive may go over the bound of bytes; nothing more is received until there is room again.
 * Safe for use by any number of threads.
 */
public final class FlowControl {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final int maxMessages;
  private final long maxBytes;
  private int messages;
  private int reserved;
  private long bytes;

  /** Nothing in flight yet. */
  public FlowControl(int maxMessages, long maxBytes) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
  }

  /** How many messages may be received now; 0 when there is no room. */
  public int room() {
    lock.lock();
    try {
      return bytes >= maxBytes ? 0 : Math.max(0, maxMessages - messages - reserved);
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many may come by themselves, beside what is in flight or asked for, so that whoever
   * receives whenever {@link #awaitRoomFor} allows it fetches all of them at once.
   *
   * @param batch how many a receive may bring
   * @return 0 when nothing may
   */
  public int ahead(int batch) {
    int whole = Math.min(batch, maxMessages);
    int most = Math.max(whole, maxMessages - whole + 1);
    lock.lock();
    try {
      return bytes >= maxBytes ? 0 : Math.max(0, most - messages - reserved);
    } finally {
      lock.unlock();
    }
  }

  /** Keeps room for a receive, for up to {@code wanted} messages; gives for how many. */
  public int reserve(int wanted) {
    lock.lock();
    try {
      int granted = Math.min(wanted, room());
      reserved += granted;
      return granted;
    } finally {
      lock.unlock();
    }
  }

  /** Gives back what was kept for a receive, when what came has been counted. */
  public void giveBack(int granted) {
    lock.lock();
    try {
      reserved -= granted;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Counts messages that were received, and their bytes in all. */
  public void add(int received, long sizeBytes) {
    lock.lock();
    try {
      messages += received;
      bytes += sizeBytes;
    } finally {
      lock.unlock();
    }
  }

  /** Counts messages that are done with, and their bytes in all. */
  public void remove(int done, long sizeBytes) {
    lock.lock();
    try {
      messages -= done;
      bytes -= sizeBytes;
      freed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The messages in flight. */
  public int messages() {
    lock.lock();
    try {
      return messages;
    } finally {
      lock.unlock();
    }
  }

  /** The bytes in flight. */
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is room.
   *
   * @return whether there is, within {@code limit}
   * @throws InterruptedException when the thread is interrupted
   */
  public boolean awaitRoom(Timeline timeline, Duration limit) throws InterruptedException {
    lock.lock();
    try {
      return timeline.await(lock, freed, limit, () -> room() > 0);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until there is room for a whole batch, or some room and so little in flight that handlers
   * may run dry.
   *
   * @param batch how many a receive may bring
   * @param busy how many in flight keep the handlers busy
   * @return whether there is, within {@code limit}
   * @throws InterruptedException when the thread is interrupted
   */
  public boolean awaitRoomFor(int batch, int busy, Timeline timeline, Duration limit)
      throws InterruptedException {
    int whole = Math.min(batch, maxMessages);
    lock.lock();
    try {
      return timeline.await(
          lock, freed, limit, () -> room() > 0 && (room() >= whole || messages < busy));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until nothing is in flight.
   *
   * @return whether that came within {@code limit}
   * @throws InterruptedException when the thread is interrupted
   */
  public boolean awaitIdle(Timeline timeline, Duration limit) throws InterruptedException {
    lock.lock();
    try {
      return timeline.await(lock, freed, limit, () -> messages == 0);
    } finally {
      lock.unlock();
    }
  }
}
