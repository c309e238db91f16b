package dev.ferry.benchmarks.brokers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Threads that do one thing together. */
final class Crew {
  private static final int LONGEST_MINUTES = 2;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Crew() {}

  /** Starts so many. */
  static Crew start(int size, Runnable task) {
    Crew crew = new Crew();
    for (int number = 0; number < size; number++) {
      crew.start(task);
    }
    return crew;
  }

  /** Starts so many, each with its share of a list, in its order. */
  static <T> Crew share(List<T> whole, int size, Consumer<List<T>> task) {
    Crew crew = new Crew();
    for (int number = 0; number < size; number++) {
      List<T> share =
          whole.subList(whole.size() * number / size, whole.size() * (number + 1) / size);
      crew.start(() -> task.accept(share));
    }
    return crew;
  }

  private void start(Runnable task) {
    Thread thread = new Thread(task, "by-hand-" + threads.size());
    thread.setUncaughtExceptionHandler((unused, failed) -> failure.compareAndSet(null, failed));
    thread.start();
    threads.add(thread);
  }

  /** Blocks until all have ended, as {@link #await()}; an interrupt stays. */
  void end() {
    try {
      await();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** Blocks until all have ended; throws what one of them threw. */
  void await() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
    Throwable failed = failure.get();
    if (failed != null) {
      throw new IllegalStateException("one of the threads failed", failed);
    }
  }

  /** Counts messages down to none. */
  static final class Countdown {
    private final CountDownLatch none = new CountDownLatch(1);
    private final AtomicInteger left;

    Countdown(int messages) {
      left = new AtomicInteger(messages);
    }

    boolean over() {
      return left.get() <= 0;
    }

    void done(int messages) {
      if (left.addAndGet(-messages) <= 0) {
        none.countDown();
      }
    }

    void await() throws InterruptedException {
      if (!none.await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        throw new IllegalStateException(left.get() + " messages did not come");
      }
    }
  }
}
