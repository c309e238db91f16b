package dev.ferry.processing.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Timeline;
import dev.ferry.processing.Await;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PollScheduleTest {
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final VirtualClock clock = VirtualClock.create();
  private final PollSchedule schedule = new PollSchedule(Timeline.of(clock, clock.scheduler()));

  @Test
  void firstPoll_mayBeNow() throws InterruptedException {
    assertThat(schedule.awaitTurn()).isTrue();
    assertThat(schedule.begin()).isTrue();
  }

  @Test
  void nextPoll_waitsForThePause() {
    schedule.begin();
    schedule.finish(PAUSE);

    assertThat(schedule.next()).isEqualTo(clock.instant().plus(PAUSE));
    assertThat(schedule.begin()).isFalse();
    clock.advance(PAUSE.minusNanos(1));
    assertThat(schedule.begin()).isFalse();
    clock.advance(Duration.ofNanos(1));
    assertThat(schedule.begin()).isTrue();
  }

  @Test
  void waitingForThePause_endsWithIt() throws Exception {
    schedule.begin();
    schedule.finish(PAUSE);
    CompletableFuture<Boolean> waiting = waiting();
    clock.advance(PAUSE.minusNanos(1));
    assertThat(waiting).isNotDone();

    clock.advance(Duration.ofNanos(1));
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void waitingForThePause_endsWithIt_whateverTheClockIsSetTo() throws Exception {
    AtomicReference<Duration> setBack = new AtomicReference<>(Duration.ZERO);
    PollSchedule set =
        new PollSchedule(
            Timeline.of(() -> clock.instant().minus(setBack.get()), clock.scheduler()));
    set.begin();
    set.finish(PAUSE);
    CompletableFuture<Boolean> waiting = waiting(set);
    setBack.set(Duration.ofHours(1));
    clock.advance(PAUSE);

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(set.begin()).isTrue();
  }

  @Test
  void paused_pollsNotEvenWhenItIsTime() throws Exception {
    schedule.pause(true);
    assertThat(schedule.begin()).isFalse();
    CompletableFuture<Boolean> waiting = waiting();
    clock.advance(Duration.ofHours(1));
    assertThat(waiting).isNotDone();

    schedule.pause(false);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void pausedAndResumedBeforeItIsTime_stillWaits() throws Exception {
    schedule.begin();
    schedule.finish(PAUSE);
    schedule.pause(true);
    CompletableFuture<Boolean> waiting = waiting();
    schedule.pause(false);
    Await.until("it waits for the time", () -> nextTimerIs(clock.instant().plus(PAUSE)));
    assertThat(waiting).isNotDone();

    clock.advance(PAUSE);
    assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void ended_pollsNoMore() throws Exception {
    schedule.pause(true);
    CompletableFuture<Boolean> waiting = waiting();

    schedule.end();

    assertThat(waiting.get(10, TimeUnit.SECONDS)).isFalse();
    schedule.pause(false);
    assertThat(schedule.begin()).isFalse();
    assertThat(schedule.awaitTurn()).isFalse();
    assertThat(schedule.ended()).isTrue();
  }

  @Test
  void idle_isWhenNoOtherThreadPolls() throws Exception {
    assertThat(schedule.awaitIdle(Duration.ZERO)).isTrue();
    schedule.begin();
    assertThat(schedule.awaitIdle(Duration.ZERO)).isTrue();
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(() -> unchecked(() -> schedule.awaitIdle(PAUSE)));
    Await.until("the other waits", () -> clock.nextTimer().isPresent());
    assertThat(other).isNotDone();

    schedule.finish(Duration.ZERO);
    assertThat(other.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void idle_isWaitedForNoLongerThanTheLimit() throws Exception {
    schedule.begin();
    CompletableFuture<Boolean> other =
        CompletableFuture.supplyAsync(() -> unchecked(() -> schedule.awaitIdle(PAUSE)));
    Await.until("the other waits", () -> clock.nextTimer().isPresent());
    clock.advance(PAUSE);

    assertThat(other.get(10, TimeUnit.SECONDS)).isFalse();
  }

  private boolean nextTimerIs(Instant instant) {
    return clock.nextTimer().filter(instant::equals).isPresent();
  }

  private CompletableFuture<Boolean> waiting() {
    return waiting(schedule);
  }

  /** A thread that waits for its turn, when it has set its timer. */
  private CompletableFuture<Boolean> waiting(PollSchedule on) {
    CompletableFuture<Boolean> waiting =
        CompletableFuture.supplyAsync(() -> unchecked(on::awaitTurn));
    Await.until("it waits", () -> clock.nextTimer().isPresent() || waiting.isDone());
    return waiting;
  }

  private interface Wait {
    boolean await() throws InterruptedException;
  }

  private static boolean unchecked(Wait wait) {
    try {
      return wait.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
