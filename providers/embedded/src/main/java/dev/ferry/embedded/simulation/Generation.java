package dev.ferry.embedded.simulation;

import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.processing.Application;
import dev.ferry.processing.ApplicationPlan;
import dev.ferry.processing.Services;
import dev.ferry.processing.WorkerOptions;
import dev.ferry.processing.Workers;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The objects of one life of the process: workers, publishers, subscriptions, timers. A crash
 * abandons them all as they are; the next generation knows nothing of them.
 */
final class Generation {
  private static final WorkerOptions OPTIONS =
      WorkerOptions.defaults().withReceive(10, Duration.ZERO).withHeartbeat(false);

  private final ScheduledExecutorService timers;
  private final Workers workers;

  private Generation(ScheduledExecutorService timers, Workers workers) {
    this.timers = timers;
    this.workers = workers;
  }

  static Generation start(
      VirtualClock clock,
      MessagingProvider broker,
      Application application,
      ApplicationPlan plan,
      Services services) {
    ScheduledExecutorService timers = clock.scheduler();
    Timeline timeline = Timeline.of(clock, timers);
    Messaging messaging = Messaging.builder().provider(broker).timeline(timeline).build();
    Services own = services.toBuilder().timeline(timeline).build();
    return new Generation(timers, Workers.open(messaging, application, plan, OPTIONS, own));
  }

  /** Polls every worker once, and handles what came. */
  int step() {
    return workers.step();
  }

  /** The next time at which a worker that waits may poll. */
  Instant nextPollAfter(Instant now) {
    return workers.nextPollAfter(now);
  }

  /** Nobody is told, nothing is closed: only the timers of a dead process do not run. */
  void abandon() {
    timers.shutdownNow();
  }

  void close() {
    workers.close();
    timers.shutdownNow();
  }
}
