package dev.ferry.simulation;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The time of one virtual clock and the timers that wait on it, under one lock. Adding, removing
 * and taking a timer are O(log n) in those that wait.
 */
final class Timeline {
  private final ReentrantLock lock = new ReentrantLock();
  private final TreeMap<Slot, VirtualTimer<?>> waiting = new TreeMap<>();
  private long slots;
  private volatile Instant now;

  Timeline(Instant start) {
    now = Objects.requireNonNull(start, "start");
  }

  Instant now() {
    return now;
  }

  Optional<Instant> next() {
    lock.lock();
    try {
      return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.firstKey().due());
    } finally {
      lock.unlock();
    }
  }

  /** Lets the timer wait for the instant that {@code due} makes of the present one. */
  void add(VirtualTimer<?> timer, UnaryOperator<Instant> due) {
    lock.lock();
    try {
      Slot slot = new Slot(due.apply(now), slots++);
      timer.moveTo(slot);
      waiting.put(slot, timer);
    } finally {
      lock.unlock();
    }
  }

  void remove(Slot slot) {
    lock.lock();
    try {
      waiting.remove(slot);
    } finally {
      lock.unlock();
    }
  }

  void advanceTo(Instant target) {
    for (VirtualTimer<?> timer = takeDue(target); timer != null; timer = takeDue(target)) {
      timer.fire();
    }
  }

  /**
   * Takes the first timer due by {@code target} and moves to its instant; without one, moves to
   * {@code target}. Both happen under one lock, so that a timer set by another thread is either
   * taken or due after {@code target}.
   */
  private @Nullable VirtualTimer<?> takeDue(Instant target) {
    lock.lock();
    try {
      Map.Entry<Slot, VirtualTimer<?>> first = waiting.firstEntry();
      if (first == null || first.getKey().due().isAfter(target)) {
        moveTo(target);
        return null;
      }
      waiting.pollFirstEntry();
      moveTo(first.getKey().due());
      return first.getValue();
    } finally {
      lock.unlock();
    }
  }

  private void moveTo(Instant instant) {
    if (instant.isAfter(now)) {
      now = instant;
    }
  }
}
