package dev.ferry.idempotency.spi;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * Sends together what several threads ask for at the same time. Whoever comes while nothing is
 * being sent leads: it sends for all who wait by then. Whoever comes meanwhile waits for the next
 * group, so under load groups form by themselves.
 *
 * <p>A leader waits for others before it sends, for a short window at most, when others are
 * expected and waiting paid before: a wait that brought nobody is not repeated until two calls meet
 * again. So a worker that does one thing after another does not wait.
 *
 * <p>Safe for use by any number of threads. A call is not ended by an interrupt, which others would
 * pay for; the thread is interrupted again afterwards.
 *
 * @param <Q> what is sent; tells its own end
 */
final class GroupCommit<Q> {
  private final Consumer<List<Q>> send;
  private final IntSupplier expected;
  private final int most;
  private final long windowNanos;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Condition sent = lock.newCondition();
  private final Queue<Member<Q>> waiting = new ArrayDeque<>();
  private int leaders;
  private boolean waitingPays = true;

  private static final class Member<Q> {
    final Q call;
    boolean done;

    Member(Q call) {
      this.call = call;
    }
  }

  /**
   * A group commit.
   *
   * @param send sends a group and notes each one's end with it; when it throws, there is none
   * @param expected how many may come, those who wait included
   * @param most the most of one group
   * @param window how long a leader waits at most; zero for not at all
   */
  GroupCommit(Consumer<List<Q>> send, IntSupplier expected, int most, Duration window) {
    this.send = send;
    this.expected = expected;
    this.most = most;
    this.windowNanos = window.toNanos();
  }

  /** Sends, alone or with others, and returns when it was sent. */
  void commit(Q call) {
    boolean interrupted = Thread.interrupted();
    Member<Q> member = new Member<>(call);
    lock.lock();
    try {
      waitingPays |= leaders > 0;
      waiting.add(member);
      arrived.signalAll();
      while (!member.done) {
        if (leaders == 0 || waiting.size() >= most) {
          interrupted |= lead();
        } else {
          sent.awaitUninterruptibly();
        }
      }
    } finally {
      lock.unlock();
      if (interrupted || Thread.interrupted()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How many wait to be sent; for tests. */
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** Sends one group; returns whether the thread was interrupted meanwhile. */
  private boolean lead() {
    leaders++;
    boolean interrupted = gather();
    List<Member<Q>> group = new ArrayList<>();
    while (group.size() < most && !waiting.isEmpty()) {
      group.add(waiting.remove());
    }
    lock.unlock();
    try {
      if (!group.isEmpty()) { // else another leader took them all while this one gathered
        send.accept(group.stream().map(member -> member.call).toList());
      }
    } finally {
      lock.lock();
      leaders--;
      group.forEach(member -> member.done = true);
      sent.signalAll();
    }
    return interrupted;
  }

  private boolean gather() {
    int before = waiting.size();
    int target = Math.min(most, expected.getAsInt());
    if (!waitingPays || before >= target) {
      return false;
    }
    try {
      long left = windowNanos;
      while (left > 0 && waiting.size() < target) {
        left = arrived.awaitNanos(left);
      }
      waitingPays = waiting.size() > before;
      return false;
    } catch (InterruptedException sendAtOnce) {
      return true;
    }
  }
}
