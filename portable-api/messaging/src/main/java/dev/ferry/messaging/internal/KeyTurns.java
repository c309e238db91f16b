package dev.ferry.messaging.internal;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets one unconfirmed message of an ordering key be under way at a time: whoever has one to send
 * stands in the key's line, and the first of the line has the turn. First come, first served, so
 * that what one thread publishes and submits keeps its order and nobody starves.
 */
final class KeyTurns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Deque<Waiter>> lines = new HashMap<>();
  private final Timeline timeline;
  private final Duration patience;
  private boolean closed;

  KeyTurns(Timeline timeline, Duration patience) {
    this.timeline = timeline;
    this.patience = patience;
  }

  /** Who stands in a line. */
  interface Waiter {
    /** Its turn has come, after {@link #enter} said that it had not; no lock is held. */
    void granted();
  }

  /** Stands in the key's line; returns whether it is its turn at once. */
  boolean enter(String key, Waiter waiter) {
    lock.lock();
    try {
      Deque<Waiter> line = lines.computeIfAbsent(key, unused -> new ArrayDeque<>());
      line.add(waiter);
      return line.size() == 1;
    } finally {
      lock.unlock();
    }
  }

  /** Leaves the key's line, from wherever in it; when it had the turn, the next one gets it. */
  void leave(String key, Waiter waiter) {
    Waiter next = removed(key, waiter);
    if (next != null) {
      next.granted();
    }
  }

  private @Nullable Waiter removed(String key, Waiter waiter) {
    lock.lock();
    try {
      Deque<Waiter> line = lines.get(key);
      if (line == null) {
        return null;
      }
      boolean first = line.peek() == waiter;
      line.remove(waiter);
      if (line.isEmpty()) {
        lines.remove(key);
      }
      changed.signalAll();
      return first ? line.peek() : null;
    } finally {
      lock.unlock();
    }
  }

  /** Takes everyone of this kind who waits for the turn out of the key's line, in order. */
  <W extends Waiter> List<W> withdraw(String key, Class<W> kind) {
    lock.lock();
    try {
      Deque<Waiter> line = lines.getOrDefault(key, new ArrayDeque<>());
      List<W> withdrawn = new ArrayList<>();
      Waiter first = line.poll();
      line.removeIf(waiter -> kind.isInstance(waiter) && withdrawn.add(kind.cast(waiter)));
      if (first != null) {
        line.addFirst(first);
      }
      return withdrawn;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for the key's turn.
   *
   * @return what {@link #leave} gives it back with
   * @throws MessagingException DEADLINE_EXCEEDED when it does not come in time; CANCELLED when
   *     closed or interrupted
   */
  Waiter take(String key) {
    Waiter waiter = new BlockedThread();
    enter(key, waiter);
    try {
      await(key, waiter);
      return waiter;
    } catch (MessagingException noTurn) {
      leave(key, waiter);
      throw noTurn;
    }
  }

  private void await(String key, Waiter waiter) {
    lock.lock();
    try {
      boolean mine = timeline.await(lock, changed, patience, () -> closed || has(key, waiter));
      if (closed) {
        throw MessagingException.cancelled(
            "publish with ordering key: the publisher was closed before the key's turn");
      }
      if (!mine) {
        throw new MessagingException(
            ErrorCode.DEADLINE_EXCEEDED,
            true,
            "publish with ordering key: an earlier message of the key is unconfirmed after "
                + patience
                + "; try again when the broker answers");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled(
          "publish with ordering key: interrupted while it waited for its turn");
    } finally {
      lock.unlock();
    }
  }

  private boolean has(String key, Waiter waiter) {
    Deque<Waiter> line = lines.get(key);
    return line != null && line.peek() == waiter;
  }

  /** Whoever blocks in {@link #take} gives up. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Why a message is not sent when the one before it in its key's line failed. */
  static MessagingException earlierFailed(String messageId) {
    return new MessagingException(
        ErrorCode.FAILED_PRECONDITION,
        true,
        "publish message '"
            + messageId
            + "': an earlier message of its ordering key failed; publish that one first");
  }

  /** Looks for itself whether its turn has come; compared by identity. */
  private static final class BlockedThread implements Waiter {
    @Override
    public void granted() {}
  }
}
