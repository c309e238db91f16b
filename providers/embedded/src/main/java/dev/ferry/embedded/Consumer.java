package dev.ferry.embedded;

/** Somebody who receives from one queue: one open subscription driver. */
final class Consumer {
  private final String name;
  private volatile boolean closed;

  /** How many threads of it wait for messages; under the queue's lock. */
  int waiting;

  Consumer(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  boolean closed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  @Override
  public String toString() {
    return name;
  }
}
