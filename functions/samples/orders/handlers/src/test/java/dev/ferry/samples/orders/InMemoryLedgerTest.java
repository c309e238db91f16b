package dev.ferry.samples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.idempotency.Claim.Completed;
import dev.ferry.idempotency.Claim.InProgress;
import dev.ferry.idempotency.Completion;
import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InMemoryLedgerTest {
  private static final Message MESSAGE = Message.of("whatever").withId("m-1");

  private Instant now = Instant.EPOCH;
  private final InMemoryIdempotencyStore store =
      new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), () -> now);
  private final InMemoryLedger ledger = new InMemoryLedger();

  private static Entry entry(String messageId, String detail) {
    return new Entry(
        Entry.Kind.PAYMENT, "payment", messageId, 1, 2, "4711", "C01", -(1L << 40), detail);
  }

  private TestContext claimed() {
    return new TestContext(store, "payment", MESSAGE);
  }

  @Test
  void record_commitsEntryRecordAndStagedMessagesTogether() {
    TestContext context = claimed();
    context.publish("order-events", MESSAGE);

    ledger.record(entry("m-1", "USD"), context.completion());

    assertThat(ledger.entries()).containsExactly(entry("m-1", "USD"));
    assertThat(store.claim(TestContext.request(context.key())))
        .isEqualTo(new Completed(0, context.staged()));
  }

  @Test
  void record_whenTheRunHasCommittedAlready_addsNothing() {
    TestContext context = claimed();
    ledger.record(entry("m-1", "USD"), context.completion());

    ledger.record(entry("m-1", "USD"), context.completion());

    assertThat(ledger.size()).isOne();
  }

  @Test
  void record_whenAnotherTookOver_addsNothingAndSaysSo() {
    TestContext late = claimed();
    now = now.plus(Duration.ofHours(1));
    claimed();

    assertThatThrownBy(() -> ledger.record(entry("m-1", "USD"), late.completion()))
        .isInstanceOf(FencedOut.class)
        .hasMessage(
            "record PAYMENT of message 'm-1': another worker owns the message by now;"
                + " nothing was recorded");

    assertThat(ledger.size()).isZero();
    assertThat(store.claim(TestContext.request(late.key()))).isInstanceOf(InProgress.class);
  }

  @Test
  void record_whenTheCommitFails_addsNothing() {
    Completion broken =
        completion(
            effect -> {
              throw new IllegalStateException("the store is gone");
            });

    assertThatThrownBy(() -> ledger.record(entry("m-1", "USD"), broken))
        .hasMessage("the store is gone");
    assertThat(ledger.size()).isZero();
  }

  private static Completion completion(InMemoryCommit commit) {
    return new Completion() {
      @Override
      public <T> Optional<T> unwrap(Class<T> type) {
        return Optional.of(type.cast(commit));
      }
    };
  }

  @Test
  void record_withoutAStore_addsEachTime() {
    ledger.record(entry("m-1", "USD"), Completion.none());
    ledger.record(entry("m-1", "USD"), Completion.none());

    assertThat(ledger.size()).isEqualTo(2);
  }

  @Test
  void entries_comeInOrderAcrossChunks_whateverTheirText() {
    List<Entry> recorded =
        IntStream.range(0, 3000).mapToObj(i -> entry("m-" + i, "π × \0".repeat(i % 50))).toList();
    Entry large = entry("large", "ø".repeat(300_000));

    recorded.forEach(entry -> ledger.record(entry, Completion.none()));
    ledger.record(large, Completion.none());

    assertThat(ledger.entries().limit(3000)).isEqualTo(recorded);
    assertThat(ledger.entries().skip(3000)).containsExactly(large);
  }

  @Test
  void entries_areThoseOfNow() {
    ledger.record(entry("m-1", "USD"), Completion.none());
    var entries = ledger.entries();

    ledger.record(entry("m-2", "USD"), Completion.none());

    assertThat(entries).containsExactly(entry("m-1", "USD"));
  }

  @Test
  void record_fromManyThreads_losesNothing() throws Exception {
    int threads = 4;
    int each = 2000;
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    for (int thread = 0; thread < threads; thread++) {
      String name = "m-" + thread + "-";
      pool.execute(
          () -> {
            await(start);
            IntStream.range(0, each)
                .forEach(i -> ledger.record(entry(name + i, "USD"), Completion.none()));
          });
    }
    start.countDown();
    pool.shutdown();

    assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    assertThat(ledger.size()).isEqualTo((long) threads * each);
    assertThat(ledger.entries().map(Entry::messageId).distinct()).hasSize(threads * each);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
