package dev.ferry.messaging.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoalescerTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<List<Integer>> requests = new CopyOnWriteArrayList<>();
  private final Semaphore answers = new Semaphore(0);

  @AfterEach
  void close() {
    answers.release(1000);
    threads.shutdownNow();
  }

  /** A request that is answered when the test lets it: odd numbers fail. */
  private List<@Nullable MessagingException> request(List<Integer> batch) {
    requests.add(batch);
    answers.acquireUninterruptibly();
    List<@Nullable MessagingException> failures =
        new ArrayList<>(Collections.nCopies(batch.size(), null));
    for (int i = 0; i < batch.size(); i++) {
      if (batch.get(i) % 2 == 1) {
        failures.set(i, MessagingException.invalid("odd " + batch.get(i)));
      }
    }
    return failures;
  }

  private static void await(BooleanSupplier condition) {
    long limit = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("a minute is over").isLessThan(limit);
      LockSupport.parkNanos(100_000);
    }
  }

  @Test
  void singleThread_waitsForNobody() {
    Coalescer<Integer> coalescer = new Coalescer<>(10, this::request);
    answers.release(3);

    for (int number = 0; number < 3; number++) {
      MessagingException answer = coalescer.ask(number);
      assertThat(answer == null).isEqualTo(number % 2 == 0);
    }
    assertThat(requests).containsExactly(List.of(0), List.of(1), List.of(2));
  }

  @Test
  void whatIsAskedWhileARequestIsUnderWay_sharesTheNext_andEachHasItsOwnAnswer() {
    Coalescer<Integer> coalescer = new Coalescer<>(10, this::request);
    CompletableFuture<@Nullable MessagingException> first = asked(coalescer, 0);
    await(() -> requests.size() == 1);
    List<CompletableFuture<@Nullable MessagingException>> others =
        IntStream.rangeClosed(1, 4).mapToObj(number -> asked(coalescer, number)).toList();
    await(() -> coalescer.waiting() == 4);

    answers.release(2);

    assertThat(first.join()).isNull();
    for (int number = 1; number <= 4; number++) {
      MessagingException answer = others.get(number - 1).join();
      if (number % 2 == 0) {
        assertThat(answer).isNull();
      } else {
        assertThat(answer).isNotNull().hasMessageContaining("odd " + number);
      }
    }
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1)).containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  private CompletableFuture<@Nullable MessagingException> asked(
      Coalescer<Integer> coalescer, int number) {
    return CompletableFuture.supplyAsync(() -> coalescer.ask(number), threads);
  }

  @Test
  void fullBatch_isSentBesideTheRequestThatIsUnderWay() {
    Coalescer<Integer> coalescer = new Coalescer<>(3, this::request);
    List<CompletableFuture<@Nullable MessagingException>> all = new ArrayList<>();
    all.add(asked(coalescer, 0));
    await(() -> requests.size() == 1);

    for (int number = 2; number <= 6; number += 2) {
      all.add(asked(coalescer, number));
    }

    await(() -> requests.size() == 2);
    assertThat(requests.get(1)).hasSize(3);
    answers.release(2);
    assertThat(all).allSatisfy(one -> assertThat(one.join()).isNull());
  }

  @Test
  void interruptOfTheThreadThatSends_endsNobodysRequest() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    Coalescer<Integer> coalescer =
        new Coalescer<>(
            10,
            batch -> {
              requests.add(batch);
              began.countDown();
              if (requests.size() == 1) {
                await(() -> Thread.currentThread().isInterrupted());
                MessagingException cancelled =
                    new MessagingException(ErrorCode.CANCELLED, false, "interrupted");
                return Collections.nCopies(batch.size(), cancelled);
              }
              return new ArrayList<>(Collections.nCopies(batch.size(), null));
            });
    CompletableFuture<String> ended = new CompletableFuture<>();
    Thread leader =
        new Thread(
            () ->
                ended.complete(
                    coalescer.ask(0) + ", interrupted " + Thread.currentThread().isInterrupted()));
    leader.start();
    assertThat(began.await(1, TimeUnit.MINUTES)).isTrue();

    leader.interrupt();

    assertThat(ended.join()).isEqualTo("null, interrupted true");
    assertThat(requests).containsExactly(List.of(0), List.of(0));
  }

  @Test
  void manyThreads_allHaveTheirAnswer() throws InterruptedException {
    Coalescer<Integer> coalescer = new Coalescer<>(10, this::request);
    answers.release(1_000_000);
    ConcurrentLinkedQueue<Integer> wrong = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(8);
    for (int thread = 0; thread < 8; thread++) {
      int from = thread * 1000;
      threads.execute(
          () -> {
            for (int number = from; number < from + 1000; number++) {
              if ((coalescer.ask(number) == null) != (number % 2 == 0)) {
                wrong.add(number);
              }
            }
            done.countDown();
          });
    }

    assertThat(done.await(1, TimeUnit.MINUTES)).isTrue();
    assertThat(wrong).isEmpty();
    assertThat(requests.stream().mapToInt(List::size).sum()).isEqualTo(8000);
  }
}
