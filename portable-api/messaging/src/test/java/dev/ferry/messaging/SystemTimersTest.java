package dev.ferry.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemTimersTest {
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LATER = TimeUnit.MINUTES.toNanos(5);

  private final SystemTimers timers = new SystemTimers();
  private final List<String> ran = new CopyOnWriteArrayList<>();

  private CountDownLatch latchAfter(long nanos) {
    CountDownLatch latch = new CountDownLatch(1);
    timers.after(nanos, latch::countDown);
    return latch;
  }

  private static void assertComes(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void after_runInTheOrderOfTheirTimes_thenOfTheCalls() throws InterruptedException {
    timers.after(2 * SOON, () -> ran.add("third"));
    timers.after(0, () -> ran.add("first"));
    timers.after(SOON, () -> ran.add("second"));

    assertComes(latchAfter(3 * SOON));

    assertThat(ran).containsExactly("first", "second", "third");
  }

  @Test
  void after_earlierThanTheOneThatTheThreadWaitsFor_wakesIt() throws InterruptedException {
    CountDownLatch late = latchAfter(LATER);

    assertComes(latchAfter(SOON));

    assertThat(late.getCount()).isEqualTo(1);
  }

  @Test
  void after_laterThanOneThatWasCancelled_comesAllTheSame() throws InterruptedException {
    timers.after(SOON, () -> ran.add("cancelled")).cancel();

    assertComes(latchAfter(2 * SOON));

    assertThat(ran).isEmpty();
  }

  @Test
  void cancel_afterItRan_orTwice_doesNothing() throws InterruptedException {
    CountDownLatch came = new CountDownLatch(1);
    Timeline.Alarm alarm = timers.after(0, came::countDown);
    assertComes(came);

    alarm.cancel();
    alarm.cancel();

    assertComes(latchAfter(0));
  }

  @Test
  void cancelledOnes_areForgottenByTheTimeThatTheyAreMany() throws InterruptedException {
    CountDownLatch late = latchAfter(LATER);
    for (int number = 0; number < 100_000; number++) {
      timers.after(LATER, () -> ran.add("cancelled")).cancel();
    }

    assertThat(timers.size()).isLessThan(2_100);
    assertComes(latchAfter(SOON));
    assertThat(late.getCount()).isEqualTo(1);
    assertThat(ran).isEmpty();
  }

  @Test
  void taskThatFails_isToldAndEndsNothing() throws InterruptedException {
    timers.after(
        0,
        () -> {
          Thread.currentThread()
              .setUncaughtExceptionHandler(
                  (on, failed) -> ran.add(on.getName() + (on.isDaemon() ? ", a daemon" : "")));
          throw new IllegalStateException("simulated");
        });

    assertComes(latchAfter(SOON));

    assertThat(ran).containsExactly("ferry-timers, a daemon");
  }

  @Test
  void interruptOfATask_endsNothing() throws InterruptedException {
    CountDownLatch late = latchAfter(2 * SOON);
    timers.after(0, () -> Thread.currentThread().interrupt());

    assertComes(late);
  }
}
