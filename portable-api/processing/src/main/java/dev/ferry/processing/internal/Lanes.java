package dev.ferry.processing.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may start, and who waits behind whom: one of a lane at a time, so many lanes at a time as
 * there are slots. Safe for use by any number of threads.
 */
final class Lanes {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Deque<Place>> occupied = new HashMap<>();
  private final Deque<Place> ready = new ArrayDeque<>();
  private final int slots;
  private int taken;
  private volatile boolean closed;

  Lanes(int slots) {
    this.slots = slots;
  }

  /** Lets turns wait, each at the end of its lane; false, and nobody waits, once it is closed. */
  boolean add(List<Place> places) {
    lock.lock();
    try {
      if (closed) {
        return false;
      }
      places.forEach(this::queue);
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void queue(Place place) {
    Deque<Place> behind = occupied.get(place.lane());
    if (behind == null) {
      occupied.put(place.lane(), new ArrayDeque<>());
      ready.add(place);
    } else {
      behind.add(place);
    }
  }

  /** Those that may start now; each has a slot until it leaves. */
  List<Place> start() {
    lock.lock();
    try {
      return takeSlots();
    } finally {
      lock.unlock();
    }
  }

  private List<Place> takeSlots() {
    List<Place> starting = new ArrayList<>();
    while (taken < slots && !ready.isEmpty()) {
      taken++;
      starting.add(ready.remove());
    }
    return starting;
  }

  /**
   * Gives a slot and its lane back; only the first time, for one that leaves twice.
   *
   * @param laneGoesOn whether the next of the lane may start; otherwise all behind it go back
   */
  Left leave(Place place, boolean laneGoesOn) {
    lock.lock();
    try {
      if (!place.leaves()) {
        return new Left(false, List.of(), List.of());
      }
      taken--;
      List<Place> goBack = endTurn(place.lane(), laneGoesOn);
      return new Left(true, goBack, takeSlots());
    } finally {
      lock.unlock();
    }
  }

  private List<Place> endTurn(String lane, boolean laneGoesOn) {
    Deque<Place> behind = occupied.remove(lane);
    if (behind == null || behind.isEmpty()) {
      return List.of();
    }
    if (!laneGoesOn) {
      return List.copyOf(behind);
    }
    ready.addFirst(behind.remove());
    occupied.put(lane, behind);
    return List.of();
  }

  /** Lets nobody start any more; gives those that wait. */
  List<Place> close() {
    lock.lock();
    try {
      closed = true;
      List<Place> waiting = new ArrayList<>(ready);
      ready.forEach(place -> waiting.addAll(endTurn(place.lane(), false)));
      ready.clear();
      for (Deque<Place> behind : occupied.values()) {
        waiting.addAll(behind);
        behind.clear();
      }
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    return closed;
  }

  /**
   * What a turn leaves behind.
   *
   * @param first whether it had not left before
   * @param goBack those of its lane that go back with it, in their order
   * @param starting those that have a slot now
   */
  record Left(boolean first, List<Place> goBack, List<Place> starting) {}
}
