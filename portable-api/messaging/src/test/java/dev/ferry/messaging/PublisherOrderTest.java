package dev.ferry.messaging;

import static dev.ferry.messaging.Bench.MAX_BLOCK;
import static dev.ferry.messaging.Bench.keyed;
import static dev.ferry.messaging.Bench.message;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublisherOrderTest {
  private final MessagingException reason =
      new MessagingException(ErrorCode.UNAVAILABLE, true, "publish: try again later");

  private final Bench bench = Bench.of(Caps.ordered());
  private final Publisher publisher =
      bench.publisher(options -> options.withBatch(10, 1 << 20, Duration.ZERO));

  @AfterEach
  void keepsTheContract() {
    publisher.close();
    assertThat(bench.sent().breaches()).isEmpty();
  }

  @Test
  void submit_unconfirmedMessageOfItsKey_waitsWhileOtherKeysFlow() {
    bench.sent().hold("a1");
    CompletionStage<PublishReceipt> first = publisher.submit(keyed("a1"));
    CompletionStage<PublishReceipt> second = publisher.submit(keyed("a2"));
    Await.result(publisher.submit(keyed("b1")));
    Await.result(publisher.submit(keyed("b2")));
    Await.result(publisher.submit(message("without a key")));
    assertThat(second.toCompletableFuture()).isNotDone();
    assertThat(bench.sent().storedIds()).containsExactly("b1", "b2", "without a key");
    bench.sent().confirm("a1");
    Await.result(first);
    Await.result(second);
    assertThat(bench.sent().storedIds()).containsExactly("b1", "b2", "without a key", "a1", "a2");
  }

  @Test
  void submit_earlierOneOfItsKeyFails_failsWhoWaitsInThatKeyOnly() {
    bench.sent().hold("a1", "b1");
    bench.sent().refuse("a1", reason);
    CompletionStage<PublishReceipt> first = publisher.submit(keyed("a1"));
    CompletionStage<PublishReceipt> second = publisher.submit(keyed("a2"));
    CompletionStage<PublishReceipt> third = publisher.submit(keyed("a3"));
    publisher.submit(keyed("b1"));
    CompletionStage<PublishReceipt> other = publisher.submit(keyed("b2"));
    bench.sent().confirm("a1", "b1");

    assertThat(Await.failure(first)).isSameAs(reason);
    assertThat(Await.failure(second).code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(Await.failure(third))
        .hasMessage(
            "FAILED_PRECONDITION: publish message 'a3': an earlier message of its ordering key"
                + " failed; publish that one first");
    Await.result(other);
    Await.result(publisher.submit(keyed("a4")));
    assertThat(bench.sent().storedIds()).containsExactlyInAnyOrder("b1", "b2", "a4");
  }

  @Test
  void publish_submittedMessagesOfItsKeyWait_standsBehindThem() {
    bench.sent().hold("a1");
    publisher.submit(keyed("a1"));
    publisher.submit(keyed("a2"));
    var third = Bench.waiting(() -> publisher.publish(keyed("a3")));
    CompletionStage<PublishReceipt> fourth = publisher.submit(keyed("a4"));
    bench.sent().confirm("a1");
    Await.result(third.result());
    Await.result(fourth);
    assertThat(bench.sent().storedIds()).containsExactly("a1", "a2", "a3", "a4");
  }

  @Test
  void publish_earlierSubmittedMessageOfItsKeyFails_isSentAllTheSame() {
    bench.sent().hold("a1");
    bench.sent().refuse("a1", reason);
    publisher.submit(keyed("a1"));
    var second = Bench.waiting(() -> publisher.publish(keyed("a2")));
    bench.sent().confirm("a1");
    assertThat(Await.result(second.result()).messageId()).isEqualTo("a2");
  }

  @Test
  void publish_turnDoesNotCome_givesUpAndLeavesTheLine() {
    bench.sent().hold("a1");
    publisher.submit(keyed("a1"));
    var second = Bench.waiting(() -> publisher.publish(keyed("a2")));
    bench.clock().advance(MAX_BLOCK);
    assertThat(Await.failure(second.result()).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    CompletionStage<PublishReceipt> third = publisher.submit(keyed("a3"));
    bench.sent().confirm("a1");
    Await.result(third);
    assertThat(bench.sent().storedIds()).containsExactly("a1", "a3");
  }

  @Test
  void publish_interruptedBeforeItsTurn_isCancelledAndLeavesTheLine() {
    bench.sent().hold("a1");
    publisher.submit(keyed("a1"));
    var second = Bench.waiting(() -> publisher.publish(keyed("a2")));
    second.thread().interrupt();
    assertThat(Await.failure(second.result()).code()).isEqualTo(ErrorCode.CANCELLED);
    CompletionStage<PublishReceipt> third = publisher.submit(keyed("a3"));
    bench.sent().confirm("a1");
    Await.result(third);
    assertThat(bench.sent().storedIds()).containsExactly("a1", "a3");
  }

  @Test
  void submit_lineLongerThanTheLinger_isNotSlowedByIt() {
    Bench other = Bench.of(Caps.ordered());
    other.sent().hold("a1");
    try (Publisher lingering =
        other.publisher(options -> options.withBatch(10, 1 << 20, Duration.ofSeconds(1)))) {
      lingering.submit(keyed("a1"));
      CompletionStage<PublishReceipt> second = lingering.submit(keyed("a2"));
      other.clock().advance(Duration.ofSeconds(1));
      other.sent().awaitBatches(1);
      other.sent().confirm("a1");
      Await.result(second);
    }
    assertThat(other.sent().batches()).containsExactly(List.of("a1"), List.of("a2"));
  }

  @Test
  void submit_unorderedChannel_keyNeitherWaitsNorStops() {
    Bench unordered = Bench.of(Caps.unordered());
    unordered.sent().refuse("a1", reason);
    try (Publisher standard =
        unordered.publisher(options -> options.withBatch(3, 1 << 20, Duration.ofDays(1)))) {
      CompletionStage<PublishReceipt> first = standard.submit(keyed("a1"));
      standard.submit(keyed("a2"));
      CompletionStage<PublishReceipt> third = standard.submit(keyed("a3"));
      Await.result(third);
      assertThat(Await.failure(first)).isSameAs(reason);
    }
    assertThat(unordered.sent().batches()).containsExactly(List.of("a1", "a2", "a3"));
  }
}
