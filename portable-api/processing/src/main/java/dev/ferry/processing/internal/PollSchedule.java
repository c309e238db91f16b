package dev.ferry.processing.internal;

import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * When a worker polls: not while it is paused, not before its last poll said, and never after its
 * end. Safe for use by any number of threads.
 */
public final class PollSchedule {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Thread> polling = new HashSet<>();
  private final Timeline timeline;
  private Instant next;
  private boolean paused;
  private boolean ended;

  /** A schedule whose first poll may be now. */
  public PollSchedule(Timeline timeline) {
    this.timeline = timeline;
    this.next = timeline.now();
  }

  /**
   * Waits until it is time to poll.
   *
   * @return false when it has ended
   * @throws InterruptedException when the thread is interrupted
   */
  public boolean awaitTurn() throws InterruptedException {
    lock.lock();
    try {
      while (!ended && !isTime()) {
        boolean waitsForTime = !paused;
        Duration wait = waitsForTime ? Duration.between(timeline.now(), next) : LONGEST_WAIT;
        boolean news =
            timeline.await(lock, changed, wait, () -> ended || paused == waitsForTime || isTime());
        if (!news && waitsForTime) {
          next = timeline.now(); // the timer rang, whatever the clock was set to meanwhile
        }
      }
      return !ended;
    } finally {
      lock.unlock();
    }
  }

  private boolean isTime() {
    return !paused && !timeline.now().isBefore(next);
  }

  /** Begins a poll on the calling thread; false when it is not the time. */
  public boolean begin() {
    lock.lock();
    try {
      return !ended && isTime() && polling.add(Thread.currentThread());
    } finally {
      lock.unlock();
    }
  }

  /** Ends the calling thread's poll; the next one comes {@code pause} from now. */
  public void finish(Duration pause) {
    lock.lock();
    try {
      polling.remove(Thread.currentThread());
      next = timeline.now().plus(pause);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** When the next poll may be; in the past when it may be now. */
  public Instant next() {
    lock.lock();
    try {
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Stops polling for a while, or goes on. */
  public void pause(boolean wanted) {
    lock.lock();
    try {
      paused = wanted;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lets no poll begin any more. */
  public void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether no poll begins any more. */
  public boolean ended() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until no other thread polls.
   *
   * @return whether that came within {@code limit}
   * @throws InterruptedException when the thread is interrupted
   */
  public boolean awaitIdle(Duration limit) throws InterruptedException {
    Thread self = Thread.currentThread();
    lock.lock();
    try {
      return timeline.await(
          lock, changed, limit, () -> polling.isEmpty() || polling.equals(Set.of(self)));
    } finally {
      lock.unlock();
    }
  }
}
