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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where what the SDK's threads receive meets those who wait for it. Its lock runs while a message
 * lies here, so none does for long. Safe for use by any number of threads.
 */
final class Inbox {
  /**
   * The first time a link is attached, too, of which the SDK says nothing. On a machine that is
   * busy with starting that was seen to take a second and a half; who looks for a dead letter would
   * be told that there is none.
   */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(4);

  private static final int LIKE_OPENING = 2;

  /**
   * How long it is waited, beside what is asked for.
   *
   * @param shortest as long as a message needs to come through the wire, even where nobody wants to
   *     wait
   * @param gap for what comes right behind the first message; zero for not at all
   * @param overtime for an asking to end. Whoever waits last stays so long: what came between its
   *     leaving and that end would lie here, locked, and nobody's. Zero where it finds its way back
   *     by itself
   * @param patience how long a message lies here while nobody waits, before it is given back
   */
  record Waits(Duration shortest, Duration gap, Duration overtime, Duration patience) {}

  /**
   * Asks the broker for messages; must not block, and ends with {@link Inbox#answered} in another
   * thread.
   */
  interface Asking {
    void ask(int max, Duration wait);
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Lock> messages = new ArrayDeque<>();
  private final Timeline timeline;
  private final Waits waits;
  private final Consumer<List<Lock>> giveBack;
  private Duration firstWait = FIRST_WAIT;
  private Instant lastCame = Instant.EPOCH;
  private int wanted;
  private int waiting;
  private boolean asking;
  private boolean attached;
  private boolean watched;
  private boolean closed;
  private @Nullable MessagingException failure;

  /**
   * An empty inbox.
   *
   * @param giveBack returns what nobody takes; must not block
   */
  Inbox(Timeline timeline, Waits waits, Consumer<List<Lock>> giveBack) {
    this.timeline = timeline;
    this.waits = waits;
    this.giveBack = giveBack;
  }

  /** The broker was reached, and answered, within this time: the wire may be a slow one. */
  void reached(Duration within) {
    lock.lock();
    try {
      Duration asLong = within.multipliedBy(LIKE_OPENING);
      firstWait = asLong.compareTo(FIRST_WAIT) > 0 ? asLong : FIRST_WAIT;
    } finally {
      lock.unlock();
    }
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
      Duration least = attached ? waits.shortest() : firstWait;
      Instant end = timeline.now().plus(wait.compareTo(least) < 0 ? least : wait);
      while (!closed && messages.isEmpty()) {
        throwFailure();
        Instant now = timeline.now();
        boolean over = !now.isBefore(end);
        if (over && (!asking || waiting > 1 || !now.isBefore(end.plus(waits.overtime())))) {
          attached = true;
          return List.of();
        }
        if (!asking) {
          asks.ask(max, Duration.between(now, end));
          asking = true; // What it answers waits for the lock that is held here.
        }
        Duration left = Duration.between(now, over ? end.plus(waits.overtime()) : end);
        timeline.await(lock, changed, left, () -> closed || !messages.isEmpty() || !asking);
      }
      awaitMore(max);
      return polled(max);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("receive: interrupted");
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  /** Waits for the messages that come one right behind the other, as a batch does. */
  private void awaitMore(int max) throws InterruptedException {
    wanted = max;
    while (!closed && asking && !messages.isEmpty() && messages.size() < max) {
      Duration left = Duration.between(timeline.now(), lastCame.plus(waits.gap()));
      if (left.isNegative() || left.isZero()) {
        return;
      }
      timeline.await(lock, changed, left, () -> closed || !asking || messages.size() >= max);
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
    if (!messages.isEmpty() && waiting > 1) {
      changed.signalAll();
    }
    return taken;
  }

  /**
   * A message has come. Who has one and waits for more is not woken for each; whoever takes a batch
   * wakes the others for what is left.
   *
   * @return false when this is closed: it is the caller's to give back
   */
  boolean add(Lock message) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      attached = true;
      lastCame = timeline.now();
      messages.add(message);
      watch();
      if (messages.size() == 1 || messages.size() >= wanted) {
        changed.signalAll();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    if (!watched && !closed && !messages.isEmpty()) {
      watched = true;
      Instant due = messages.element().came().plus(waits.patience());
      Duration left = Duration.between(timeline.now(), due);
      var unused = timeline.after(left.isNegative() ? waits.patience() : left, this::look);
    }
  }

  /** Takes out what has lain here too long, and nobody waits for. */
  private void look() {
    List<Lock> back = new ArrayList<>();
    lock.lock();
    try {
      watched = false;
      Instant tooLong = timeline.now().minus(waits.patience());
      while (waiting == 0 && !messages.isEmpty() && !messages.element().came().isAfter(tooLong)) {
        back.add(messages.remove());
      }
      watch();
    } finally {
      lock.unlock();
    }
    if (!back.isEmpty()) {
      giveBack.accept(back);
    }
  }

  /** What was asked has ended. */
  void answered(@Nullable MessagingException failed) {
    change(
        () -> {
          asking = false;
          failure = failed;
        });
  }

  /** Waits for what was asked to end, no longer than {@code limit}: until then messages come. */
  void awaitAnswer(Duration limit) {
    lock.lock();
    try {
      boolean unused = timeline.await(lock, changed, limit, () -> !asking);
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
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
