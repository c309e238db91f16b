package dev.ferry.idempotency.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who goes together, and who waits for whom. */
class GroupCommitTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final int MOST = 3;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<String>> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger expected = new AtomicInteger(1);

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private GroupCommit<String> group(Duration window) {
    return new GroupCommit<>(sent::add, expected::get, MOST, window);
  }

  private Future<?> commit(GroupCommit<String> group, String call) {
    return threads.submit(() -> group.commit(call));
  }

  private static void await(Future<?> call)
      throws InterruptedException, ExecutionException, TimeoutException {
    call.get(20, TimeUnit.SECONDS);
  }

  @Test
  void oneAlone_whereNobodyElseIsExpected_isSentAtOnce() throws Exception {
    await(commit(group(LONG), "a"));

    assertThat(sent).containsExactly(List.of("a"));
  }

  @Test
  void thoseWhoAreExpected_areSentTogether_andTheLastEndsTheWait() throws Exception {
    expected.set(2);
    GroupCommit<String> group = group(LONG);

    Future<?> first = commit(group, "a");
    Future<?> second = commit(group, "b");
    await(first);
    await(second);

    assertThat(sent).hasSize(1);
    assertThat(sent.get(0)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void waitThatBroughtNobody_isNotRepeated() throws Exception {
    expected.set(2);
    Duration window = Duration.ofMillis(200);
    GroupCommit<String> group = group(window);
    await(commit(group, "a"));
    long start = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      group.commit("more");
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(window.multipliedBy(25));
    assertThat(sent).hasSize(51);
  }

  /** Sends only when it is let, and tells that it was asked to. */
  private static final class Gate {
    final Semaphore asked = new Semaphore(0);
    final Semaphore let = new Semaphore(0);

    void pass() {
      asked.release();
      let.acquireUninterruptibly();
    }
  }

  @Test
  void thoseWhoComeWhileOneIsSent_goTogetherNext() throws Exception {
    Gate gate = new Gate();
    GroupCommit<String> group =
        new GroupCommit<>(
            calls -> {
              gate.pass();
              sent.add(calls);
            },
            () -> 1,
            MOST,
            Duration.ZERO);
    Future<?> first = commit(group, "a");
    gate.asked.acquire();
    Future<?> second = commit(group, "b");
    Future<?> third = commit(group, "c");
    awaitWaiting(group, 2);
    gate.let.release(2);
    await(first);
    await(second);
    await(third);

    assertThat(sent).hasSize(2);
    assertThat(sent.get(0)).containsExactly("a");
    assertThat(sent.get(1)).containsExactlyInAnyOrder("b", "c");
  }

  @Test
  void fullGroup_doesNotWaitForTheOneThatIsSent() throws Exception {
    Gate gate = new Gate();
    AtomicBoolean held = new AtomicBoolean();
    GroupCommit<String> group =
        new GroupCommit<>(
            calls -> {
              if (calls.contains("a") && held.compareAndSet(false, true)) {
                gate.pass();
              }
              sent.add(calls);
            },
            () -> 1,
            MOST,
            Duration.ZERO);
    Future<?> first = commit(group, "a");
    gate.asked.acquire();
    List<Future<?>> others = List.of(commit(group, "b"), commit(group, "c"), commit(group, "d"));
    for (Future<?> other : others) {
      await(other);
    }
    assertThat(first).isNotDone();
    gate.let.release();
    await(first);

    assertThat(sent).hasSize(2);
  }

  @Test
  void interruptedLeader_sendsAtOnce_forAll_andIsInterruptedAfterwards() throws Exception {
    expected.set(2);
    GroupCommit<String> group = group(LONG);
    AtomicBoolean after = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              group.commit("a");
              after.set(Thread.currentThread().isInterrupted());
            });
    thread.start();
    awaitWaiting(group, 1);
    thread.interrupt();
    thread.join(20_000);

    assertThat(sent).containsExactly(List.of("a"));
    assertThat(after).isTrue();
  }

  private static void awaitWaiting(GroupCommit<String> group, int count)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (group.waiting() < count) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }
}
