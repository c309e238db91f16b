package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final int ROUNDS = 5_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final VirtualClock clock = VirtualClock.create();
  private final Timeline timeline = Timeline.of(clock, clock.scheduler());
  private boolean done;

  private boolean await(Timeline on, Duration limit) throws InterruptedException {
    lock.lock();
    try {
      return on.await(lock, changed, limit, () -> done);
    } finally {
      lock.unlock();
    }
  }

  private void setDone(boolean value) {
    lock.lock();
    try {
      done = value;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Test
  void await_doneAlready_returnsAtOnceAndSetsNoTimer() throws Exception {
    setDone(true);
    assertThat(await(timeline, LONG)).isTrue();
    assertThat(clock.nextTimer()).isEmpty();
  }

  @Test
  void await_noTime_asksOnce() throws Exception {
    assertThat(await(timeline, Duration.ZERO)).isFalse();
    assertThat(await(timeline, Duration.ofSeconds(-1))).isFalse();
    assertThat(clock.nextTimer()).isEmpty();
  }

  @Test
  void await_doneWhileItWaits_returnsTrueAndStopsItsTimer() {
    var waiting = Bench.waiting(() -> await(timeline, LONG));
    setDone(true);
    assertThat(Await.result(waiting.result())).isTrue();
    assertThat(clock.nextTimer()).isEmpty();
  }

  @Test
  void await_limitPassesOnTheTimeline_returnsFalse() {
    var waiting = Bench.waiting(() -> await(timeline, LONG));
    clock.advance(LONG.minusNanos(1));
    assertThat(waiting.result().toCompletableFuture()).isNotDone();
    clock.advance(Duration.ofNanos(1));
    assertThat(Await.result(waiting.result())).isFalse();
  }

  @Test
  void await_interrupted_throws() {
    var waiting = Bench.waiting(() -> await(timeline, LONG));
    waiting.thread().interrupt();
    assertThatThrownBy(() -> Await.result(waiting.result()))
        .hasCauseInstanceOf(InterruptedException.class);
    assertThat(clock.nextTimer()).isEmpty();
  }

  @Test
  void await_clockSetBack_waitsNoLonger() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    Timeline set = Timeline.of(now::get, clock.scheduler());
    var waiting = Bench.waiting(() -> await(set, LONG));
    now.set(Instant.EPOCH.minus(Duration.ofDays(1)));
    clock.advance(LONG);
    assertThat(Await.result(waiting.result())).isFalse();
  }

  /** A waiter that falls asleep just when it is signalled must not sleep on. */
  @Test
  void await_idleThenSignalled_neverSleepsOn() {
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try {
      Timeline real = Timeline.of(InstantSource.system(), timers);
      AtomicInteger turn = new AtomicInteger();
      List<Thread> threads =
          Stream.of(0, 1).map(mine -> new Thread(() -> alternate(real, turn, mine))).toList();
      threads.forEach(thread -> thread.setDaemon(true));
      threads.forEach(Thread::start);
      threads.forEach(Await::end);
      assertThat(turn).hasValue(2 * ROUNDS);
    } finally {
      timers.shutdownNow();
    }
  }

  private void alternate(Timeline real, AtomicInteger turn, int mine) {
    Condition signalled = new NoNaps(changed);
    for (int i = 0; i < ROUNDS; i++) {
      lock.lock();
      try {
        assertThat(real.await(lock, signalled, LONG, () -> turn.get() % 2 == mine)).isTrue();
        turn.incrementAndGet();
        changed.signalAll();
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      } finally {
        lock.unlock();
      }
    }
  }

  @Test
  void after_runsOnceAtItsTime() {
    AtomicInteger runs = new AtomicInteger();
    timeline.after(Duration.ofSeconds(1), runs::incrementAndGet);
    clock.advance(Duration.ofSeconds(1).minusNanos(1));
    assertThat(runs).hasValue(0);
    clock.advance(Duration.ofDays(1));
    assertThat(runs).hasValue(1);
  }

  @Test
  void after_cancelled_neverRuns() {
    AtomicInteger runs = new AtomicInteger();
    timeline.after(Duration.ofSeconds(1), runs::incrementAndGet).cancel();
    clock.advance(Duration.ofDays(1));
    assertThat(runs).hasValue(0);
  }

  @Test
  void after_anyDelay_isTaken() {
    AtomicInteger runs = new AtomicInteger();
    timeline.after(Duration.ofSeconds(Long.MAX_VALUE), runs::incrementAndGet).cancel();
    timeline.after(Duration.ofSeconds(Long.MIN_VALUE), runs::incrementAndGet);
    clock.advance(Duration.ZERO);
    assertThat(runs).hasValue(1);
  }

  @Test
  void system_goesByTheMachinesClockAndRunsTimersOnADaemon() throws Exception {
    Timeline system = Timeline.system();
    CountDownLatch ran = new CountDownLatch(1);
    AtomicReference<Boolean> daemon = new AtomicReference<>(false);
    system.after(
        Duration.ofMillis(1),
        () -> {
          daemon.set(Thread.currentThread().isDaemon());
          ran.countDown();
        });
    assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(daemon).hasValue(true);
    assertThat(Duration.between(system.now(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
  }
}
