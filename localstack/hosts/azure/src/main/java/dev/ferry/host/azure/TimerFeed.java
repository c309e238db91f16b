package dev.ferry.host.azure;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Calls a function when its schedule says so, by UTC; never twice at once. */
final class TimerFeed implements Feed {
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final FunctionFile function;
  private final Worker worker;
  private final Schedule schedule;
  private final ScheduledExecutorService timer;

  /**
   * A feed.
   *
   * @param schedule its trigger's, with every setting put in
   */
  TimerFeed(FunctionFile function, Schedule schedule, Worker worker) {
    this.function = function;
    this.worker = worker;
    this.schedule = schedule;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "ferry-timer-" + function.name());
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void start() {
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    Optional<ZonedDateTime> next = schedule.after(now);
    if (next.isPresent() && !timer.isShutdown()) {
      var unused =
          timer.schedule(
              this::call, Duration.between(now, next.get()).toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void call() {
    try {
      worker.invoke(
          new Invocation(
              UUID.randomUUID().toString(),
              function.name(),
              function.entryPoint(),
              Map.of(function.text("name"), TypedData.json(Map.of("IsPastDue", false))),
              Map.of()),
          0);
    } catch (Worker.InvocationFailed told) {
      // By the worker, in its log; it is called again when it is due again.
    } finally {
      start();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    try {
      boolean unused = timer.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
