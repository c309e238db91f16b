package dev.ferry.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler of {@link VirtualClock#scheduler()}. A timer is open from its submission until it
 * has finished or was cancelled, and has stopped running.
 */
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {
  private final Timeline timeline;
  private final Set<VirtualTimer<?>> open = ConcurrentHashMap.newKeySet();
  private final CountDownLatch terminated = new CountDownLatch(1);
  private volatile boolean shutdown;

  VirtualScheduler(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return start(Executors.callable(command), nanos(delay, unit), Repetition.NEVER);
  }

  @Override
  public <V extends @Nullable Object> ScheduledFuture<V> schedule(
      Callable<V> callable, long delay, TimeUnit unit) {
    return start(callable, nanos(delay, unit), Repetition.NEVER);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    Repetition repetition = Repetition.atRate(positive(period, unit));
    return start(Executors.callable(command), nanos(initialDelay, unit), repetition);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    Repetition repetition = Repetition.withDelay(positive(delay, unit));
    return start(Executors.callable(command), nanos(initialDelay, unit), repetition);
  }

  @Override
  public void execute(Runnable command) {
    Objects.requireNonNull(command, "command");
    Runnable reporting = () -> runReportingUncaught(command);
    var unused = start(Executors.callable(reporting), Duration.ZERO, Repetition.NEVER);
  }

  @Override
  public Future<?> submit(Runnable task) {
    return schedule(task, 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
    return schedule(Executors.callable(task, result), 0, TimeUnit.NANOSECONDS);
  }

  @Override
  public <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
    return schedule(task, 0, TimeUnit.NANOSECONDS);
  }

  private <V extends @Nullable Object> VirtualTimer<V> start(
      Callable<V> task, Duration delay, Repetition repetition) {
    VirtualTimer<V> timer = new VirtualTimer<>(this, timeline, repetition, task);
    open.add(timer);
    // Read after the timer is open: so a shutdown either is seen here or sees the timer.
    if (shutdown) {
      forget(timer);
      throw new RejectedExecutionException("the scheduler is shut down");
    }
    timer.add(now -> now.plus(delay));
    return timer;
  }

  void forget(VirtualTimer<?> timer) {
    open.remove(timer);
    endIfIdle();
  }

  @Override
  public void shutdown() {
    shutdown = true;
    for (VirtualTimer<?> timer : open) {
      if (timer.isPeriodic() || !timer.isDueBy(timeline.now())) {
        timer.cancel(false);
      }
    }
    endIfIdle();
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown = true;
    List<Runnable> notBegun = new ArrayList<>();
    for (VirtualTimer<?> timer : open) {
      if (timer.cancel(false) && !timer.isFiring()) {
        notBegun.add(timer);
      }
    }
    endIfIdle();
    return notBegun;
  }

  private void endIfIdle() {
    if (shutdown && open.isEmpty()) {
      terminated.countDown();
    }
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return terminated.getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return terminated.await(timeout, unit);
  }

  private static Duration nanos(long amount, TimeUnit unit) {
    return Duration.ofNanos(Math.max(0, unit.toNanos(amount)));
  }

  private static Duration positive(long amount, TimeUnit unit) {
    if (amount <= 0) {
      throw new IllegalArgumentException(
          "a period or delay between runs must be positive: " + amount);
    }
    return nanos(amount, unit);
  }

  private static void runReportingUncaught(Runnable command) {
    try {
      command.run();
    } catch (Throwable e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }
}
