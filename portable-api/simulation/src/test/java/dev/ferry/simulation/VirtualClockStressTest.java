package dev.ferry.simulation;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Worker threads set and cancel timers while others advance: each timer runs once or is cancelled.
 */
class VirtualClockStressTest {
  private static final int WORKERS = 4;
  private static final int TIMERS_PER_WORKER = 50_000;

  private final VirtualClock clock = VirtualClock.create();
  private final ScheduledExecutorService scheduler = clock.scheduler();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** One timer of a worker, with what became of it. */
  private final class Probe implements Runnable {
    private final AtomicInteger runs = new AtomicInteger();
    private final int delay;
    private final Instant setAfter = clock.instant();
    private volatile Instant setBefore = Instant.MAX;
    private volatile Instant ranAt = Instant.MIN;
    private volatile boolean cancelled;

    private Probe(int delay) {
      this.delay = delay;
    }

    private Future<?> set() {
      Future<?> timer = scheduler.schedule(this, delay, NANOSECONDS);
      setBefore = clock.instant();
      return timer;
    }

    @Override
    public void run() {
      ranAt = clock.instant();
      runs.incrementAndGet();
    }

    private void assertRanAtItsInstant() {
      assertThat(ranAt).isBetween(setAfter.plusNanos(delay), setBefore.plusNanos(delay));
    }
  }

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  @Test
  void oneThreadAdvances_whileWorkersSetAndCancel() throws Exception {
    List<Future<List<Probe>>> workers = startWorkers();
    while (!allDone(workers)) {
      clock.advance(Duration.ofNanos(50));
    }
    clock.advance(Duration.ofSeconds(1));
    List<Probe> ran = assertEachRanOnceOrWasCancelled(workers);
    ran.forEach(Probe::assertRanAtItsInstant);
  }

  @Test
  void twoThreadsAdvance_whileWorkersSetAndCancel() throws Exception {
    List<Future<List<Probe>>> workers = startWorkers();
    Future<?> secondAdvancer =
        threads.submit(
            () -> {
              while (!allDone(workers)) {
                clock.advanceToNextTimer();
              }
            });
    while (!allDone(workers)) {
      clock.advance(Duration.ofNanos(50));
    }
    secondAdvancer.get(60, SECONDS);
    clock.advance(Duration.ofSeconds(1));
    assertEachRanOnceOrWasCancelled(workers);
  }

  @Test
  void periodicTimerCancelledByAnotherThread_leavesNothing() throws Exception {
    for (int round = 0; round < 2_000; round++) {
      AtomicLong runs = new AtomicLong();
      ScheduledFuture<?> heartbeat =
          scheduler.scheduleAtFixedRate(runs::incrementAndGet, 0, 1, NANOSECONDS);
      Future<Boolean> canceller = threads.submit(() -> heartbeat.cancel(true));
      while (!canceller.isDone()) {
        clock.advance(Duration.ofNanos(3));
      }
      assertThat(canceller.get(60, SECONDS)).isTrue();
      assertThat(clock.nextTimer()).isEmpty();
    }
    scheduler.shutdown();
    assertThat(scheduler.isTerminated()).isTrue();
  }

  private List<Future<List<Probe>>> startWorkers() {
    List<Future<List<Probe>>> workers = new ArrayList<>();
    for (int worker = 0; worker < WORKERS; worker++) {
      SeededRandom random = Seed.of(7).child(worker).random();
      workers.add(threads.submit(() -> setAndCancel(random)));
    }
    return workers;
  }

  private List<Probe> setAndCancel(SeededRandom random) {
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < TIMERS_PER_WORKER; i++) {
      Probe probe = new Probe(random.nextInt(500));
      Future<?> timer = probe.set();
      if (random.nextInt(3) == 0) {
        probe.cancelled = timer.cancel(true);
      }
      probes.add(probe);
    }
    return probes;
  }

  private static boolean allDone(List<Future<List<Probe>>> workers) {
    return workers.stream().allMatch(Future::isDone);
  }

  /** Returns those that ran. */
  private List<Probe> assertEachRanOnceOrWasCancelled(List<Future<List<Probe>>> workers)
      throws Exception {
    List<Probe> ran = new ArrayList<>();
    for (Future<List<Probe>> worker : workers) {
      for (Probe probe : worker.get(60, SECONDS)) {
        // a timer that runs already may be cancelled, as any future may: it has run all the same
        assertThat(probe.runs.get()).isBetween(probe.cancelled ? 0 : 1, 1);
        if (!probe.cancelled) {
          ran.add(probe);
        }
      }
    }
    assertThat(ran).isNotEmpty().hasSizeLessThan(WORKERS * TIMERS_PER_WORKER);
    assertThat(clock.nextTimer()).isEmpty();
    scheduler.shutdown();
    assertThat(scheduler.isTerminated()).isTrue();
    return ran;
  }
}
