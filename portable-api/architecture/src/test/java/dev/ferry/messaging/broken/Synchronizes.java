package dev.ferry.messaging.broken;

/** Breaks a rule by a synchronized method. */
public final class Synchronizes {
  private int count;

  synchronized int next() {
    return ++count;
  }
}
