package dev.ferry.messaging;

import static dev.ferry.messaging.Bench.LINGER;
import static dev.ferry.messaging.Bench.MAX_BLOCK;
import static dev.ferry.messaging.Bench.keyed;
import static dev.ferry.messaging.Bench.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PublisherCloseTest {
  private final Bench bench = Bench.of(Caps.ordered());

  private static ErrorCode codeOf(ThrowingCallable call) {
    return catchThrowableOfType(MessagingException.class, call).code();
  }

  private static String close(Publisher publisher) {
    publisher.close();
    return "closed";
  }

  @Test
  void close_sendsTheRest() {
    Publisher publisher = bench.publisher(options -> options.withBatch(2, 1 << 20, LINGER));
    List<CompletionStage<PublishReceipt>> stages =
        List.of(
            publisher.submit(keyed("a1")),
            publisher.submit(keyed("a2")),
            publisher.submit(message("3")));
    publisher.close();
    assertThat(stages).allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isDone());
    assertThat(bench.sent().storedIds()).containsExactlyInAnyOrder("a1", "a2", "3");
    assertThat(bench.sent().breaches()).isEmpty();
  }

  @Test
  void close_again_doesNothing() {
    Publisher publisher = bench.publisher();
    publisher.close();
    publisher.close();
    assertThat(bench.sent().timesClosed()).isEqualTo(1);
  }

  @Test
  void everyVerb_afterClose_isCancelled() {
    Publisher publisher = bench.publisher();
    publisher.close();
    assertThat(codeOf(() -> publisher.publish(message("1")))).isEqualTo(ErrorCode.CANCELLED);
    assertThat(codeOf(() -> publisher.submit(message("1")))).isEqualTo(ErrorCode.CANCELLED);
    assertThat(codeOf(() -> publisher.forward(message("1")))).isEqualTo(ErrorCode.CANCELLED);
    assertThat(codeOf(() -> publisher.publishAll(List.of(message("1")))))
        .isEqualTo(ErrorCode.CANCELLED);
    assertThat(bench.sent().batches()).isEmpty();
  }

  @Test
  void close_noAnswerInTime_failsWhatIsNotUnderWayAndClosesAllTheSame() {
    bench.sent().hold("a1");
    Publisher publisher = bench.publisher(options -> options.withBatch(1, 1 << 20, Duration.ZERO));
    CompletionStage<PublishReceipt> first = publisher.submit(keyed("a1"));
    CompletionStage<PublishReceipt> second = publisher.submit(keyed("a2"));
    CompletionStage<PublishReceipt> third = publisher.submit(keyed("a3"));
    bench.sent().awaitBatches(1);
    var close = Bench.waiting(() -> close(publisher));
    bench.clock().advance(MAX_BLOCK);

    assertThat(Await.failure(close.result()).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(Await.failure(second).code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(Await.failure(third).code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(bench.sent().timesClosed()).isEqualTo(1);
    bench.sent().confirm("a1");
    assertThat(Await.result(first).messageId()).isEqualTo("a1");
    assertThat(bench.sent().batches()).containsExactly(List.of("a1"));
  }

  @Test
  void close_interrupted_isCancelledAndClosesAllTheSame() {
    bench.sent().hold("1");
    Publisher publisher = bench.publisher(options -> options.withBatch(1, 1, Duration.ZERO));
    CompletionStage<PublishReceipt> first = publisher.submit(message("1"));
    bench.sent().awaitBatches(1);
    var close = Bench.waiting(() -> close(publisher));
    close.thread().interrupt();
    assertThat(Await.failure(close.result()).code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(bench.sent().timesClosed()).isEqualTo(1);
    bench.sent().confirm("1");
    assertThat(Await.result(first).messageId()).isEqualTo("1");
  }

  @Test
  void close_wakesWhoWaitsForRoomOrForATurn() {
    bench.sent().hold("a1");
    Publisher publisher =
        bench.publisher(
            options ->
                options.withBatch(1, 1 << 20, Duration.ZERO).withBuffer(1, 1 << 20, MAX_BLOCK));
    publisher.submit(keyed("a1"));
    bench.sent().awaitBatches(1);
    var room = Bench.waiting(() -> publisher.submit(keyed("b1")));
    var turn = Bench.waiting(() -> publisher.publish(keyed("a2")));
    var close = Bench.waiting(() -> close(publisher));
    assertThat(Await.failure(room.result()).code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(Await.failure(turn.result()).code()).isEqualTo(ErrorCode.CANCELLED);
    bench.sent().confirm("a1");
    assertThat(Await.result(close.result())).isEqualTo("closed");
    assertThat(bench.sent().storedIds()).containsExactly("a1");
  }
}
