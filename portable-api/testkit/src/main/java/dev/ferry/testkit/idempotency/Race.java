package dev.ferry.testkit.idempotency;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that do something at the same instant, again and again. */
final class Race implements AutoCloseable {
  static final int RUNNERS = 8;

  private final ExecutorService threads = Executors.newFixedThreadPool(RUNNERS);

  /**
   * Starts up to {@link #RUNNERS} at once and waits for all, a minute at most.
   *
   * @return what each came back with, in order
   */
  <A> List<A> run(List<Callable<A>> runners) throws InterruptedException {
    CyclicBarrier start = new CyclicBarrier(runners.size());
    List<Future<A>> running = new ArrayList<>();
    for (Callable<A> runner : runners) {
      running.add(
          threads.submit(
              () -> {
                start.await(1, TimeUnit.MINUTES);
                return runner.call();
              }));
    }
    List<A> results = new ArrayList<>();
    for (Future<A> one : running) {
      results.add(resultOf(one));
    }
    return results;
  }

  private static <A> A resultOf(Future<A> one) throws InterruptedException {
    try {
      return one.get(1, TimeUnit.MINUTES);
    } catch (ExecutionException | TimeoutException failed) {
      throw new AssertionError("a runner did not come back", failed);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
