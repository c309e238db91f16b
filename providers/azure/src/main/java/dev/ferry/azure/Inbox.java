package dev.ferry.azure;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where what the SDK's threads receive meets those who wait for it. Safe for use by any number of
 * threads.
 */
final class Inbox {
  /** A message needs so long to come through the wire, even where nobody wants to wait. */
  private static final Duration SHORTEST_WAIT = Duration.ofMillis(300);

  /** The first time a link is attached, too. */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

  /** Asks the broker for messages; must not block, and ends with {@link Inbox#answered}. */
  interface Asking {
    void ask(int max, Duration wait);
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Lock> messages = new ArrayDeque<>();
  private final Timeline timeline;
  private int waiting;
  private boolean asking;
  private boolean attached;
  private boolean closed;
  private @Nullable MessagingException failure;

  Inbox(Timeline timeline) {
    this.timeline = timeline;
  }

  /**
   * Takes up to {@code max} messages; waits for the first.
   *
   * @param asks is called whenever nobody asks the broker
   * @return none when the wait is over, or the inbox closed
   * @throws MessagingException what made asking fail, or CANCELLED
   */
  List<Lock> take(int max, Duration wait, Asking asks) {
    lock.lock();
    waiting++;
    try {
      Duration shortest = attached ? SHORTEST_WAIT : FIRST_WAIT;
      Instant end = timeline.now().plus(wait.compareTo(shortest) < 0 ? shortest : wait);
      while (!closed && messages.isEmpty()) {
        throwFailure();
        Duration left = Duration.between(timeline.now(), end);
        if (left.isNegative() || left.isZero()) {
          attached = true;
          return List.of();
        }
        if (!asking) {
          asking = true;
          asks.ask(max, left);
        }
        timeline.await(lock, changed, left, () -> closed || !messages.isEmpty() || !asking);
      }
      return polled(max);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("receive: interrupted");
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  private void throwFailure() {
    MessagingException failed = failure;
    failure = null;
    if (failed != null) {
      throw failed;
    }
  }

  private List<Lock> polled(int max) {
    List<Lock> taken = new ArrayList<>();
    while (taken.size() < max && !messages.isEmpty()) {
      taken.add(messages.poll());
    }
    return taken;
  }

  /** A message has come. */
  void add(Lock message) {
    change(
        () -> {
          attached = true;
          messages.add(message);
        });
  }

  /** What was asked has ended. */
  void answered(@Nullable MessagingException failed) {
    change(
        () -> {
          asking = false;
          failure = failed;
        });
  }

  /** Ends every wait, and gives what nobody took. */
  List<Lock> close() {
    List<Lock> left = new ArrayList<>();
    change(
        () -> {
          closed = true;
          left.addAll(messages);
          messages.clear();
        });
    return left;
  }

  /** Whether somebody waits for a message. */
  boolean isAwaited() {
    lock.lock();
    try {
      return waiting > 0 && !closed;
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
