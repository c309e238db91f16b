package dev.ferry.processing.internal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Threads that poll beside a worker's own while there is more than one thread can fetch. Each goes
 * on as long as its polls are worth it. Safe for use by any number of threads.
 */
public final class Helpers {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final String name;
  private final int most;
  private final BooleanSupplier poll;

  /**
   * No helpers yet.
   *
   * @param name what their threads are called, before their number
   * @param most how many there may be at a time
   * @param poll polls once; whether it was worth it
   */
  public Helpers(String name, int most, BooleanSupplier poll) {
    this.name = name;
    this.most = most;
    this.poll = poll;
  }

  /** One more helps, if there may be one more. */
  public void call() {
    int number = count.incrementAndGet();
    if (number > most) {
      count.decrementAndGet();
      return;
    }
    Thread thread = new Thread(this::help, name + "-" + number);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  private void help() {
    try {
      boolean worthIt = poll.getAsBoolean();
      while (worthIt) {
        worthIt = poll.getAsBoolean();
      }
    } finally {
      threads.remove(Thread.currentThread());
      count.decrementAndGet();
    }
  }

  /** Interrupts those that help now. */
  public void interrupt() {
    threads.forEach(Thread::interrupt);
  }
}
