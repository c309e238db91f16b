package dev.ferry.messaging;

import static dev.ferry.messaging.Bench.LINGER;
import static dev.ferry.messaging.Bench.MAX_BLOCK;
import static dev.ferry.messaging.Bench.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class PublisherBufferTest {
  private final Bench bench = Bench.of(Caps.unordered());

  private Publisher bufferOf(int messages) {
    return bench.publisher(
        options ->
            options.withBatch(1, 1 << 20, Duration.ZERO).withBuffer(messages, 1 << 20, MAX_BLOCK));
  }

  @Test
  void submit_bufferFull_blocksThenIsExhausted() {
    bench.sent().hold("1", "2");
    try (Publisher publisher = bufferOf(2)) {
      publisher.submit(message("1"));
      publisher.submit(message("2"));
      var third = Bench.waiting(() -> publisher.submit(message("3")));
      bench.clock().advance(MAX_BLOCK.minusNanos(1));
      assertThat(third.result().toCompletableFuture()).isNotDone();
      bench.clock().advance(Duration.ofNanos(1));
      MessagingException failure = Await.failure(third.result());
      assertThat(failure.code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
      assertThat(failure.retryable()).isTrue();
      bench.sent().confirm("1", "2");
    }
    assertThat(bench.sent().storedIds()).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void submit_bufferFullOfBytes_blocksToo() {
    bench.sent().hold("1");
    try (Publisher publisher =
        bench.publisher(
            options ->
                options.withBatch(1, 1 << 20, Duration.ZERO).withBuffer(10, 40, Duration.ZERO))) {
      publisher.submit(message("1"));
      var second = Bench.waiting(() -> publisher.submit(message("2")));
      assertThat(Await.failure(second.result()).code()).isEqualTo(ErrorCode.RESOURCE_EXHAUSTED);
      bench.sent().confirm("1");
      publisher.flush(MAX_BLOCK);
    }
    assertThat(Sizes.of(bench.sent().stored().get(0), 0)).isBetween(21L, 40L);
  }

  @Test
  void submit_largerThanTheWholeBuffer_goesAlone() {
    try (Publisher publisher =
        bench.publisher(
            options -> options.withBatch(1, 1, Duration.ZERO).withBuffer(1, 1, MAX_BLOCK))) {
      assertThat(Await.result(publisher.submit(message("1"))).messageId()).isEqualTo("1");
    }
  }

  @Test
  void submit_bufferFull_goesOnWhenThereIsRoom() {
    bench.sent().hold("1");
    try (Publisher publisher = bufferOf(1)) {
      publisher.submit(message("1"));
      var second = Bench.waiting(() -> publisher.submit(message("2")));
      bench.sent().confirm("1");
      assertThat(Await.result(Await.result(second.result())).messageId()).isEqualTo("2");
    }
  }

  @Test
  void submit_fromTheStageOfTheLastMessage_findsRoom() {
    try (Publisher publisher = bufferOf(1)) {
      CompletionStage<PublishReceipt> second =
          publisher.submit(message("1")).thenCompose(first -> publisher.submit(message("2")));
      assertThat(Await.result(second).messageId()).isEqualTo("2");
    }
  }

  @Test
  void submit_interruptedInAFullBuffer_isCancelledAndStaysInterrupted() {
    bench.sent().hold("1");
    try (Publisher publisher = bufferOf(1)) {
      publisher.submit(message("1"));
      var second =
          Bench.waiting(
              () -> {
                try {
                  return publisher.submit(message("2")).toString();
                } catch (MessagingException cancelled) {
                  return cancelled.code() + " " + Thread.currentThread().isInterrupted();
                }
              });
      second.thread().interrupt();
      assertThat(Await.result(second.result())).isEqualTo("CANCELLED true");
      bench.sent().confirm("1");
    }
    assertThat(bench.sent().storedIds()).containsExactly("1");
  }

  @Test
  void flush_sendsWhatLingersAndWaitsForItsFate() {
    try (Publisher publisher = bench.publisher(options -> options.withBatch(10, 1 << 20, LINGER))) {
      CompletionStage<PublishReceipt> stage = publisher.submit(message("1"));
      publisher.flush(MAX_BLOCK);
      assertThat(stage.toCompletableFuture()).isDone();
      assertThat(bench.sent().batches()).containsExactly(List.of("1"));
    }
  }

  @Test
  void flush_nothingSubmitted_returnsAtOnce() {
    try (Publisher publisher = bufferOf(1)) {
      publisher.flush(Duration.ZERO);
      assertThat(bench.sent().batches()).isEmpty();
    }
  }

  @Test
  void flush_doesNotWaitForWhatIsSubmittedAfterIt() {
    bench.sent().hold("1", "2");
    try (Publisher publisher = bufferOf(10)) {
      publisher.submit(message("1"));
      var flush =
          Bench.waiting(
              () -> {
                publisher.flush(MAX_BLOCK);
                return "flushed";
              });
      publisher.submit(message("2"));
      bench.sent().awaitBatches(2);
      bench.sent().confirm("1");
      assertThat(Await.result(flush.result())).isEqualTo("flushed");
      bench.sent().confirm("2");
    }
  }

  @Test
  void flush_noAnswerInTime_saysHowManyAreWithout() {
    bench.sent().hold("1");
    try (Publisher publisher = bufferOf(10)) {
      publisher.submit(message("1"));
      bench.sent().awaitBatches(1);
      var flush =
          Bench.waiting(
              () -> {
                publisher.flush(Duration.ofSeconds(2));
                return "flushed";
              });
      bench.clock().advance(Duration.ofSeconds(2));
      MessagingException failure = Await.failure(flush.result());
      assertThat(failure.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
      assertThat(failure).hasMessageContaining("1 messages");
      bench.sent().confirm("1");
    }
  }
}
