package dev.ferry.messaging.internal;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one unconfirmed message of an ordering key be under way at a time. */
final class KeyTurns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition freed = lock.newCondition();
  private final Set<String> taken = new HashSet<>();
  private final Timeline timeline;
  private final Duration patience;

  KeyTurns(Timeline timeline, Duration patience) {
    this.timeline = timeline;
    this.patience = patience;
  }

  /** Takes the key's turn if it is free now. */
  boolean tryTake(String key) {
    lock.lock();
    try {
      return taken.add(key);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the key's turn and takes it. */
  void take(String key) {
    lock.lock();
    try {
      if (!timeline.await(lock, freed, patience, () -> !taken.contains(key))) {
        throw new MessagingException(
            ErrorCode.DEADLINE_EXCEEDED,
            true,
            "publish with ordering key: an earlier message of the key is unconfirmed after "
                + patience
                + "; try again when the broker answers");
      }
      taken.add(key);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled(
          "publish with ordering key: interrupted while it waited for its turn");
    } finally {
      lock.unlock();
    }
  }

  /** Gives the key's turn back. */
  void give(String key) {
    lock.lock();
    try {
      taken.remove(key);
      freed.signalAll();
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
}
