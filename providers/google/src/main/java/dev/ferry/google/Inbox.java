package dev.ferry.google;

import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where messages arrive, and those who ask for them find them. Safe for use by any number of
 * threads.
 *
 * <p>A lease runs while a message lies here, so nothing does for long: what nobody takes within
 * {@link #PATIENCE} is given back.
 */
final class Inbox {
  static final Duration PATIENCE = Duration.ofMillis(500);

  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Arrived> waiting = new ArrayList<>();
  private final KeyLocks keys = new KeyLocks();
  private final Timeline timeline;
  private final Consumer<List<Arrived>> giveBack;
  private @Nullable MessagingException failure;
  private int asking;
  private boolean watched;
  private boolean closed;

  /**
   * An empty inbox.
   *
   * @param giveBack returns what nobody takes, the first first, and lets no more come; must not
   *     block
   */
  Inbox(Timeline timeline, Consumer<List<Arrived>> giveBack) {
    this.timeline = timeline;
    this.giveBack = giveBack;
  }

  Instant now() {
    return timeline.now();
  }

  /** Whether somebody waits for messages. */
  boolean asked() {
    lock.lock();
    try {
      return asking > 0 && !closed;
    } finally {
      lock.unlock();
    }
  }

  void add(List<Arrived> arrived) {
    lock.lock();
    try {
      waiting.addAll(arrived);
      changed.signalAll();
      watch();
    } finally {
      lock.unlock();
    }
  }

  /** What cannot come, because of this. */
  void fail(MessagingException reason) {
    lock.lock();
    try {
      failure = reason;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes up to {@code max}, waiting until there is one or the time is up.
   *
   * @throws MessagingException why nothing can come; CANCELLED when interrupted
   */
  List<Arrived> await(int max, Duration wait) {
    List<Arrived> taken = new ArrayList<>();
    lock.lock();
    asking++;
    try {
      boolean unused =
          timeline.await(
              lock, changed, wait, () -> closed || failure != null || take(max, taken) > 0);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw MessagingException.cancelled("receive: interrupted");
    } finally {
      asking--;
      watch();
      lock.unlock();
    }
    return taken.isEmpty() ? orFailure() : taken;
  }

  private List<Arrived> orFailure() {
    lock.lock();
    try {
      MessagingException reason = failure;
      failure = null;
      if (reason != null) {
        throw reason;
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  /** Takes up to {@code max} of what is here. */
  List<Arrived> takeNow(int max) {
    List<Arrived> taken = new ArrayList<>();
    lock.lock();
    try {
      int unused = take(max, taken);
    } finally {
      lock.unlock();
    }
    return taken;
  }

  private int take(int max, List<Arrived> into) {
    Instant now = timeline.now();
    dropVoid(now);
    Set<KeyLocks.Key> begun = new HashSet<>();
    Iterator<Arrived> each = waiting.iterator();
    while (into.size() < max && each.hasNext()) {
      Arrived arrived = each.next();
      if (arrived.keyed()) {
        if (!begun.contains(arrived.key()) && keys.holds(arrived.key())) {
          continue;
        }
        begun.add(arrived.key());
        keys.hold(arrived.receipt(), arrived.receipt().deadline());
      }
      each.remove();
      into.add(arrived);
    }
    return into.size();
  }

  /** Forgets what comes again by itself: leases that are over, and what came behind them. */
  private void dropVoid(Instant now) {
    Map<KeyLocks.Key, Instant> comesAgain = new HashMap<>();
    waiting.removeIf(arrived -> isVoid(arrived, now, comesAgain));
  }

  /** A key's messages that came before {@code comesAgain} are void. */
  private boolean isVoid(Arrived arrived, Instant now, Map<KeyLocks.Key, Instant> comesAgain) {
    boolean over = arrived.receipt().over(now);
    if (!arrived.keyed()) {
      return over;
    }
    KeyLocks.Key key = arrived.key();
    keys.expire(key, now).ifPresent(until -> comesAgain.put(key, until));
    if (over) {
      comesAgain.merge(key, arrived.receipt().deadline(), Inbox::later);
    }
    Instant until = comesAgain.get(key);
    return over || (until != null && arrived.at().isBefore(until));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** A message is about to go back: later ones of its key come again behind it. */
  void returning(Receipt receipt) {
    if (receipt.key().isEmpty()) {
      return;
    }
    lock.lock();
    try {
      KeyLocks.Key key = KeyLocks.Key.of(receipt);
      waiting.removeIf(arrived -> arrived.keyed() && arrived.key().equals(key));
    } finally {
      lock.unlock();
    }
  }

  /** A message is settled, and its key goes on at {@code next}: the past for at once. */
  void settled(Receipt receipt, Instant next) {
    if (receipt.key().isEmpty()) {
      return;
    }
    lock.lock();
    try {
      if (next.isAfter(timeline.now())) {
        keys.hold(receipt, next);
      } else {
        keys.release(receipt);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void watch() {
    if (!watched && !waiting.isEmpty() && !closed) {
      watched = true;
      var unused = timeline.after(PATIENCE, this::look);
    }
  }

  private void look() {
    List<Arrived> back = List.of();
    lock.lock();
    try {
      watched = false;
      Instant now = timeline.now();
      dropVoid(now);
      Instant tooLong = now.minus(PATIENCE);
      boolean left =
          asking == 0
              && waiting.stream()
                  .anyMatch(
                      one -> !one.at().isAfter(tooLong) && !(one.keyed() && keys.holds(one.key())));
      if (left) {
        back = List.copyOf(waiting);
        waiting.clear();
      }
      watch();
    } finally {
      lock.unlock();
    }
    if (!back.isEmpty()) {
      giveBack.accept(back);
    }
  }

  /** Forgets everything, as after a seek. */
  void clear() {
    lock.lock();
    try {
      waiting.clear();
      keys.clear();
    } finally {
      lock.unlock();
    }
  }

  /** Lets everybody go; gives back what is here. */
  void close() {
    List<Arrived> back;
    lock.lock();
    try {
      closed = true;
      back = List.copyOf(waiting);
      waiting.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!back.isEmpty()) {
      giveBack.accept(back);
    }
  }
}
