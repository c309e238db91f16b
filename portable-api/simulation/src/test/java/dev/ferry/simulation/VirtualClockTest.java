package dev.ferry.simulation;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final VirtualClock clock = VirtualClock.create();
  private final ScheduledExecutorService scheduler = clock.scheduler();
  private final List<String> ran = new ArrayList<>();
  private final List<Future<?>> timers = new ArrayList<>();

  @Test
  void instant_withoutAdvance_standsStill() {
    assertThat(clock.instant()).isEqualTo(START);
    assertThat(clock.instant()).isEqualTo(START);
    assertThat(VirtualClock.startingAt(Instant.EPOCH).millis()).isZero();
  }

  @Test
  void instantSource_ofTheClock_movesWithIt() {
    InstantSource source = clock;
    clock.advance(Duration.ofNanos(1));
    assertThat(source.instant()).isEqualTo(START.plusNanos(1));
  }

  @Test
  void withZone_showsTheSameTimeAndTimers() {
    VirtualClock inTokyo = clock.withZone(ZoneId.of("Asia/Tokyo"));
    after(20, () -> ran.add("timer"));

    inTokyo.advance(Duration.ofHours(16));

    assertThat(ran).containsExactly("timer");
    assertThat(clock.instant()).isEqualTo(inTokyo.instant());
    assertThat(LocalDate.now(inTokyo)).isEqualTo("2026-01-02");
    assertThat(inTokyo.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
  }

  @Test
  void advance_runsWhatIsDueByThenAndNoMore() {
    record(5, "5 s");
    record(10, "10 s");
    record(11, "11 s");

    clock.advance(Duration.ofSeconds(10));

    assertThat(ran).containsExactly("5 s at 5", "10 s at 10");
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(10));
    assertThat(clock.nextTimer()).contains(START.plusSeconds(11));
  }

  @Test
  void advance_atTheSameInstant_keepsTheOrderOfSubmission() {
    for (String name : List.of("a", "b", "c", "d")) {
      record(1, name);
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(ran).containsExactly("a at 1", "b at 1", "c at 1", "d at 1");
  }

  @Test
  void advance_timerSetByATimerWithinTheSpan_runsAtItsOwnInstant() {
    after(3, () -> record(2, "inner"));
    record(6, "later");

    clock.advance(Duration.ofSeconds(10));

    assertThat(ran).containsExactly("inner at 5", "later at 6");
  }

  @Test
  void advance_timerSetByATimerBeyondTheSpan_waits() {
    after(3, () -> record(20, "inner"));

    clock.advance(Duration.ofSeconds(10));
    assertThat(ran).isEmpty();
    clock.advance(Duration.ofSeconds(13));
    assertThat(ran).containsExactly("inner at 23");
  }

  @Test
  void advance_withinATimer_runsTheTimersOfItsSpanAndTimeNeverGoesBack() {
    after(5, () -> clock.advance(Duration.ofSeconds(40)));
    record(30, "lease ends");

    clock.advance(Duration.ofSeconds(10));

    assertThat(ran).containsExactly("lease ends at 30");
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(45));
  }

  @Test
  void advance_byZero_runsWhatIsDueNow() {
    scheduler.execute(() -> ran.add("executed"));
    assertThat(ran).isEmpty();

    clock.advance(Duration.ZERO);

    assertThat(ran).containsExactly("executed");
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void advance_backwards_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofNanos(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advanceTo(START.minusNanos(1)))
        .withMessageContaining("time never goes back");
    assertThat(clock.instant()).isEqualTo(START);
  }

  @Test
  void advanceTo_runsWhatIsDueByThen() {
    record(5, "5 s");
    clock.advanceTo(START.plusSeconds(5));
    assertThat(ran).containsExactly("5 s at 5");
    clock.advanceTo(START.plusSeconds(5));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void advanceToNextTimer_runsAllOfThatInstant() {
    record(5, "a");
    record(5, "b");
    after(5, () -> scheduler.execute(() -> ran.add("set by c")));
    record(6, "d");

    assertThat(clock.advanceToNextTimer()).isTrue();

    assertThat(ran).containsExactly("a at 5", "b at 5", "set by c");
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(5));
  }

  @Test
  void advanceToNextTimer_withoutATimer_changesNothing() {
    assertThat(clock.nextTimer()).isEmpty();
    assertThat(clock.advanceToNextTimer()).isFalse();
    assertThat(clock.instant()).isEqualTo(START);
  }

  private void record(long delaySeconds, String name) {
    after(delaySeconds, () -> ran.add(name + " at " + elapsedSeconds()));
  }

  private void after(long delaySeconds, Runnable task) {
    timers.add(scheduler.schedule(task, delaySeconds, SECONDS));
  }

  @AfterEach
  void noTimerFailed() throws Exception {
    for (Future<?> timer : timers) {
      if (timer.isDone()) {
        timer.get();
      }
    }
  }

  private long elapsedSeconds() {
    return Duration.between(START, clock.instant()).toSeconds();
  }
}
