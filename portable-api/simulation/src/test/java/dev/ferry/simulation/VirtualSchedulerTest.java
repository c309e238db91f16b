package dev.ferry.simulation;

import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // where what ran says it all
class VirtualSchedulerTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final VirtualClock clock = VirtualClock.startingAt(Instant.EPOCH);
  private final ScheduledExecutorService scheduler = clock.scheduler();
  private final List<Long> ranAt = new ArrayList<>();

  @Test
  void schedule_callable_givesItsResult() throws Exception {
    Future<String> future = scheduler.schedule(() -> "done", 1, SECONDS);
    assertThat(future.isDone()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(future.get(0, SECONDS)).isEqualTo("done");
  }

  @Test
  void schedule_negativeDelay_isDueNow() {
    scheduler.schedule(this::note, -5, SECONDS);
    assertThat(clock.nextTimer()).contains(Instant.EPOCH);
    clock.advance(Duration.ZERO);
    assertThat(ranAt).containsExactly(0L);
  }

  @Test
  void schedule_farthestDelay_waits() {
    ScheduledFuture<?> future = scheduler.schedule(this::note, Long.MAX_VALUE, DAYS);
    clock.advance(Duration.ofDays(36_500));
    assertThat(future.isDone()).isFalse();
    assertThat(future.getDelay(DAYS)).isGreaterThan(70_000);
  }

  @Test
  void submit_runsInTheNextAdvance() throws Exception {
    Future<?> runnable = scheduler.submit(this::note);
    Future<String> withResult = scheduler.submit(this::note, "result");
    Future<Integer> callable = scheduler.submit(() -> 42);

    clock.advance(Duration.ZERO);

    assertThat(runnable.get(0, SECONDS)).isNull();
    assertThat(withResult.get(0, SECONDS)).isEqualTo("result");
    assertThat(callable.get(0, SECONDS)).isEqualTo(42);
    assertThat(ranAt).containsExactly(0L, 0L);
  }

  @Test
  void scheduleAtFixedRate_slowRuns_keepsTheRate() {
    scheduler.scheduleAtFixedRate(this::noteSlowly, 3, 2, SECONDS);
    clock.advance(TEN_SECONDS);
    assertThat(ranAt).containsExactly(3L, 5L, 7L, 9L);
  }

  @Test
  void scheduleWithFixedDelay_slowRuns_countsFromTheirEnd() {
    scheduler.scheduleWithFixedDelay(this::noteSlowly, 3, 2, SECONDS);
    clock.advance(TEN_SECONDS);
    assertThat(ranAt).containsExactly(3L, 6L, 9L);
  }

  @Test
  void scheduleAtFixedRate_cancelled_stops() {
    ScheduledFuture<?> timer = scheduler.scheduleAtFixedRate(this::note, 1, 1, SECONDS);
    clock.advance(Duration.ofSeconds(2));
    timer.cancel(false);
    clock.advance(TEN_SECONDS);
    assertThat(ranAt).containsExactly(1L, 2L);
    assertThat(clock.nextTimer()).isEmpty();
  }

  @Test
  void scheduleAtFixedRate_cancelledByItself_stops() {
    List<Future<?>> self = new ArrayList<>();
    self.add(
        scheduler.scheduleAtFixedRate(
            () -> {
              note();
              self.get(0).cancel(true);
            },
            1,
            1,
            SECONDS));

    clock.advance(TEN_SECONDS);

    assertThat(ranAt).containsExactly(1L);
    assertThat(clock.nextTimer()).isEmpty();
    assertThat(Thread.interrupted()).as("the advancing thread is interrupted").isFalse();
  }

  @Test
  void scheduleAtFixedRate_throwing_stopsAndTells() {
    ScheduledFuture<?> timer = scheduler.scheduleAtFixedRate(this::noteAndFail, 1, 1, SECONDS);
    clock.advance(TEN_SECONDS);
    assertThat(ranAt).containsExactly(1L);
    assertFailed(timer);
  }

  @Test
  void repeated_withoutAPeriod_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheduler.scheduleAtFixedRate(this::note, 1, 0, SECONDS));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scheduler.scheduleWithFixedDelay(this::note, 1, -1, SECONDS));
    assertThat(clock.nextTimer()).isEmpty();
  }

  @Test
  void throwingTimer_stopsNoOther() {
    ScheduledFuture<?> failing = scheduler.schedule(this::noteAndFail, 1, SECONDS);
    scheduler.schedule(this::note, 1, SECONDS);
    clock.advance(TEN_SECONDS);
    assertThat(ranAt).containsExactly(1L, 1L);
    assertFailed(failing);
  }

  @Test
  void execute_throwing_tellsTheThreadsHandlerAndStopsNoOther() {
    List<Throwable> uncaught = new ArrayList<>();
    Thread thread = Thread.currentThread();
    Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
    thread.setUncaughtExceptionHandler((ignored, failure) -> uncaught.add(failure));
    try {
      scheduler.execute(this::noteAndFail);
      scheduler.execute(this::note);
      clock.advance(Duration.ZERO);
    } finally {
      thread.setUncaughtExceptionHandler(before);
    }
    assertThat(ranAt).containsExactly(0L, 0L);
    assertThat(uncaught).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void cancel_beforeDue_removesTheTimer() {
    ScheduledFuture<?> timer = scheduler.schedule(this::note, 1, SECONDS);
    assertThat(timer.cancel(false)).isTrue();
    assertThat(clock.nextTimer()).isEmpty();
    clock.advance(TEN_SECONDS);
    assertThat(ranAt).isEmpty();
    assertThat(timer.isCancelled()).isTrue();
  }

  @Test
  void cancel_aMillionTimers_leavesNothing() {
    ScheduledFuture<?> kept = scheduler.schedule(this::note, 1, SECONDS);
    for (int i = 0; i < 1_000_000; i++) {
      scheduler.schedule(this::note, i, MILLISECONDS).cancel(false);
    }
    kept.cancel(false);
    assertThat(clock.nextTimer()).isEmpty();
    scheduler.shutdown();
    assertThat(scheduler.isTerminated()).isTrue();
  }

  @Test
  void getDelay_shrinksAsTheClockAdvances() {
    ScheduledFuture<?> sooner = scheduler.schedule(this::note, 15, SECONDS);
    ScheduledFuture<?> later = scheduler.schedule(this::note, 20, SECONDS);
    clock.advance(TEN_SECONDS);
    assertThat(sooner.getDelay(MILLISECONDS)).isEqualTo(5_000);
    assertThat(sooner.compareTo(later)).isNegative();
    clock.advance(TEN_SECONDS);
    assertThat(sooner.getDelay(SECONDS)).isEqualTo(-5);
  }

  @Test
  void shutdown_runsWhatIsDueAndCancelsTheRest() {
    Future<?> due = scheduler.submit(this::note);
    Future<?> later = scheduler.schedule(this::note, 1, SECONDS);
    Future<?> periodic = scheduler.scheduleAtFixedRate(this::note, 0, 1, SECONDS);

    scheduler.shutdown();
    assertThat(scheduler.isTerminated()).isFalse();
    clock.advance(TEN_SECONDS);

    assertThat(ranAt).containsExactly(0L);
    assertThat(due).isDone().isNotCancelled();
    assertThat(later).isCancelled();
    assertThat(periodic).isCancelled();
    assertThat(scheduler.isShutdown()).isTrue();
    assertThat(scheduler.isTerminated()).isTrue();
    assertThatExceptionOfType(RejectedExecutionException.class)
        .isThrownBy(() -> scheduler.execute(this::note));
    assertThat(clock.nextTimer()).isEmpty();
  }

  @Test
  void shutdownNow_cancelsEverythingAndReturnsIt() {
    Future<?> due = scheduler.submit(this::note);
    Future<?> later = scheduler.schedule(this::note, 1, SECONDS);

    assertThat(scheduler.shutdownNow()).containsExactlyInAnyOrder((Runnable) due, (Runnable) later);

    clock.advance(TEN_SECONDS);
    assertThat(ranAt).isEmpty();
    assertThat(later).isCancelled();
    assertThat(scheduler.isTerminated()).isTrue();
  }

  @Test
  void shutdownNow_byARunningTimer_endsWhenItReturns() {
    List<Boolean> endedWhileRunning = new ArrayList<>();
    scheduler.schedule(
        () -> {
          assertThat(scheduler.shutdownNow()).isEmpty();
          endedWhileRunning.add(scheduler.isTerminated());
        },
        1,
        SECONDS);

    clock.advance(TEN_SECONDS);

    assertThat(endedWhileRunning).containsExactly(false);
    assertThat(scheduler.isTerminated()).isTrue();
  }

  @Test
  void shutdown_ofOneScheduler_leavesAnothersTimers() {
    clock.scheduler().schedule(this::note, 1, SECONDS);
    scheduler.shutdownNow();
    clock.advance(TEN_SECONDS);
    assertThat(ranAt).containsExactly(1L);
  }

  @Test
  void awaitTermination_byAnotherThread_returnsWhenTheLastTimerHasRun() throws Exception {
    scheduler.execute(this::note);
    scheduler.shutdown();
    assertThat(scheduler.awaitTermination(0, SECONDS)).isFalse();
    CompletableFuture<Boolean> waiter = CompletableFuture.supplyAsync(this::awaitTermination);

    clock.advance(Duration.ZERO);

    assertThat(waiter.get(30, SECONDS)).isTrue();
  }

  private boolean awaitTermination() {
    try {
      return scheduler.awaitTermination(30, SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void note() {
    ranAt.add(clock.instant().getEpochSecond());
  }

  private void noteSlowly() {
    note();
    clock.advance(Duration.ofSeconds(1));
  }

  private void noteAndFail() {
    note();
    throw new IllegalStateException("on purpose");
  }

  private static void assertFailed(Future<?> timer) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> timer.get(0, SECONDS))
        .withCauseInstanceOf(IllegalStateException.class);
  }
}
