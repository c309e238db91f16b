package dev.ferry.messaging;

import static dev.ferry.messaging.Bench.LINGER;
import static dev.ferry.messaging.Bench.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublisherBatchingTest {
  private final Bench bench = Bench.of(Caps.unordered());

  private Publisher batchesOf(int messages) {
    return bench.publisher(options -> options.withBatch(messages, 1 << 20, LINGER));
  }

  private static List<CompletionStage<PublishReceipt>> submit(Publisher publisher, String... ids) {
    return Stream.of(ids).map(id -> publisher.submit(message(id))).toList();
  }

  private void awaitStored(String... ids) {
    bench.sent().awaitBatches(1);
    Await.until(List.of(ids) + " stored", () -> bench.sent().storedIds().size() >= ids.length);
    assertThat(bench.sent().storedIds()).containsExactlyInAnyOrder(ids);
  }

  @Test
  void submit_batchFullByCount_isSentAtOnce() {
    try (Publisher publisher = batchesOf(3)) {
      List<CompletionStage<PublishReceipt>> stages = submit(publisher, "1", "2", "3");
      assertThat(Await.result(stages.get(2))).isEqualTo(new PublishReceipt("3", "broker-3"));
      assertThat(bench.sent().batches()).containsExactly(List.of("1", "2", "3"));
    }
  }

  @Test
  void submit_brokersBatchLimit_holdsAsWell() {
    try (Publisher publisher = batchesOf(100)) {
      submit(publisher, IntStream.range(0, 10).mapToObj(String::valueOf).toArray(String[]::new));
      bench.sent().awaitBatches(1);
      assertThat(bench.sent().batches().get(0)).hasSize(10);
    }
  }

  @Test
  void submit_batchFullByBytes_isSentAtOnce() {
    Message small = message("1");
    long size = sizeOf(small);
    try (Publisher publisher =
        bench.publisher(options -> options.withBatch(10, (int) (2 * size), LINGER))) {
      submit(publisher, "1", "2");
      bench.sent().awaitBatches(1);
      assertThat(bench.sent().batches()).containsExactly(List.of("1", "2"));
    }
  }

  @Test
  void submit_nextMessageTooManyBytes_goesIntoTheNextBatch() {
    long size = sizeOf(message("1"));
    try (Publisher publisher =
        bench.publisher(options -> options.withBatch(10, (int) (2 * size - 1), LINGER))) {
      submit(publisher, "1", "2");
      bench.sent().awaitBatches(1);
      bench.clock().advance(LINGER);
      bench.sent().awaitBatches(2);
      assertThat(bench.sent().batches()).containsExactly(List.of("1"), List.of("2"));
    }
  }

  private static long sizeOf(Message message) {
    Bench other = Bench.of(Caps.unordered());
    try (Publisher publisher = other.publisher()) {
      publisher.publish(message);
    }
    return Sizes.of(other.sent().stored().get(0), 0);
  }

  @Test
  void submit_linger_sendsWhatThereIs() {
    try (Publisher publisher = batchesOf(10)) {
      submit(publisher, "1");
      bench.clock().advance(LINGER.minusNanos(2));
      submit(publisher, "2");
      bench.clock().advance(Duration.ofNanos(1));
      assertThat(bench.sent().batches()).isEmpty();
      bench.clock().advance(Duration.ofNanos(1));
      bench.sent().awaitBatches(1);
      assertThat(bench.sent().batches()).containsExactly(List.of("1", "2"));
    }
  }

  @Test
  void submit_timerOfABatchThatWasFull_doesNotCutTheNextOneShort() {
    try (Publisher publisher = batchesOf(2)) {
      submit(publisher, "1");
      bench.clock().advance(Duration.ofMillis(3));
      submit(publisher, "2", "3");
      awaitStored("1", "2");
      bench.clock().advance(Duration.ofMillis(2));
      bench.clock().advance(Duration.ofMillis(3).minusNanos(1));
      assertThat(bench.sent().batches()).containsExactly(List.of("1", "2"));
      bench.clock().advance(Duration.ofNanos(1));
      bench.sent().awaitBatches(2);
      assertThat(bench.sent().batches()).containsExactly(List.of("1", "2"), List.of("3"));
    }
  }

  @Test
  void submit_withoutLinger_isSentAtOnce() {
    try (Publisher publisher =
        bench.publisher(options -> options.withBatch(10, 1 << 20, Duration.ZERO))) {
      submit(publisher, "1");
      awaitStored("1");
      submit(publisher, "2");
      awaitStored("1", "2");
    }
  }

  @Test
  void submit_moreThanTheParallelSends_waitAndFillTheirBatch() {
    bench.sent().hold("1", "2");
    try (Publisher publisher =
        bench.publisher(
            options -> options.withBatch(10, 1 << 20, Duration.ZERO).withParallelSends(2))) {
      submit(publisher, "1");
      bench.sent().awaitBatches(1);
      submit(publisher, "2");
      bench.sent().awaitBatches(2);
      submit(publisher, "3", "4");
      bench.sent().confirm("1");
      bench.sent().awaitBatches(3);
      assertThat(bench.sent().batches())
          .containsExactly(List.of("1"), List.of("2"), List.of("3", "4"));
      assertThat(bench.sent().mostUnderWay()).isEqualTo(2);
      bench.sent().confirm("2");
    }
  }

  @Test
  void submit_someRefused_eachHasItsOwnFate() {
    MessagingException reason = MessagingException.invalid("no such letter");
    bench.sent().refuse("2", reason);
    try (Publisher publisher = batchesOf(3)) {
      List<CompletionStage<PublishReceipt>> stages = submit(publisher, "1", "2", "3");
      assertThat(Await.result(stages.get(0)).brokerId()).isEqualTo("broker-1");
      assertThat(Await.failure(stages.get(1))).isSameAs(reason);
      assertThat(Await.result(stages.get(2)).brokerId()).isEqualTo("broker-3");
    }
  }

  @Test
  void submit_beyondALimit_isRefusedAndNothingIsBuffered() {
    try (Publisher publisher = batchesOf(1)) {
      Message late = message("1").toBuilder().delay(Duration.ofDays(1)).build();
      assertThatThrownBy(() -> publisher.submit(late))
          .isInstanceOfSatisfying(
              MessagingException.class,
              refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
      submit(publisher, "2");
      awaitStored("2");
    }
  }

  @Test
  void submit_whoHangsOnTheStage_cannotCompleteIt() {
    bench.sent().hold("1");
    try (Publisher publisher = batchesOf(1)) {
      CompletionStage<PublishReceipt> stage = submit(publisher, "1").get(0);
      stage.toCompletableFuture().cancel(true);
      bench.sent().confirm("1");
      assertThat(Await.result(stage).messageId()).isEqualTo("1");
    }
  }

  /** The time to wait for others passes between one look at the clock and the next. */
  @Test
  void submit_dueWhileItIsLookedAt_isSent() {
    Duration linger = Duration.ofMillis(10);
    AtomicLong millis = new AtomicLong();
    ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    try (Publisher publisher =
        new Publisher(
            Address.parse("test:orders"),
            bench.sent(),
            PublisherOptions.defaults().withBatch(10, 1 << 20, linger),
            MessagingListener.noop(),
            Timeline.of(() -> Instant.ofEpochMilli(millis.getAndAdd(6)), timers))) {
      assertThat(Await.result(publisher.submit(message("1"))).messageId()).isEqualTo("1");
    } finally {
      timers.shutdownNow();
    }
  }
}
