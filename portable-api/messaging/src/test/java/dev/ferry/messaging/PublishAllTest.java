package dev.ferry.messaging;

import static dev.ferry.messaging.Bench.LINGER;
import static dev.ferry.messaging.Bench.MAX_BLOCK;
import static dev.ferry.messaging.Bench.keyed;
import static dev.ferry.messaging.Bench.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.BatchResult.Fate;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishAllTest {
  private final MessagingException reason =
      new MessagingException(ErrorCode.UNAVAILABLE, true, "publish: try again later");

  private final Bench bench = Bench.of(Caps.ordered());
  private final Publisher publisher =
      bench.publisher(options -> options.withBatch(4, 1 << 20, LINGER));

  @AfterEach
  void keepsTheContract() {
    publisher.close();
    assertThat(bench.sent().breaches()).isEmpty();
  }

  private static List<Message> all(String... ids) {
    return Stream.of(ids).map(Bench::keyed).toList();
  }

  private static List<String> codes(BatchResult result) {
    return result.fates().stream()
        .map(fate -> fate.messageId() + ' ' + (fate.failure() == null ? "sent" : code(fate)))
        .toList();
  }

  private static ErrorCode code(Fate fate) {
    MessagingException failure = fate.failure();
    return failure == null ? ErrorCode.UNKNOWN : failure.code();
  }

  @Test
  void publishAll_nothing_sendsNothing() {
    assertThat(publisher.publishAll(List.of()).fates()).isEmpty();
    assertThat(bench.sent().batches()).isEmpty();
  }

  @Test
  void publishAll_withoutKeys_fillsBatchesInOrder() {
    List<Message> messages = ten();
    BatchResult result = publisher.publishAll(messages);
    assertThat(result.allSent()).isTrue();
    assertThat(result.failures()).isEmpty();
    assertThat(result.fates())
        .extracting(Fate::messageId)
        .containsExactlyElementsOf(messages.stream().map(Message::id).toList());
    assertThat(bench.sent().batches())
        .containsExactlyInAnyOrder(
            List.of("m0", "m1", "m2", "m3"), List.of("m4", "m5", "m6", "m7"), List.of("m8", "m9"));
  }

  private static List<Message> ten() {
    return IntStream.range(0, 10).mapToObj(i -> message("m" + i)).toList();
  }

  @Test
  void publishAll_withoutKeys_sendsSideBySide() {
    bench.sent().hold("m0", "m4", "m8");
    var call = Bench.waiting(() -> publisher.publishAll(ten()));
    bench.sent().awaitBatches(3);
    bench.sent().confirm("m8", "m4", "m0");
    assertThat(Await.result(call.result()).fates())
        .extracting(Fate::messageId)
        .containsExactlyElementsOf(ten().stream().map(Message::id).toList());
  }

  @Test
  void publishAll_withoutKeys_noMoreUnderWayThanParallelSends() {
    Publisher pairs = bench.publisher(o -> o.withBatch(1, 1 << 20, LINGER).withParallelSends(2));
    for (int time = 0; time < 20; time++) {
      assertThat(pairs.publishAll(ten()).allSent()).isTrue();
    }
    assertThat(bench.sent().batches()).hasSize(200);
    assertThat(bench.sent().mostUnderWay()).isLessThanOrEqualTo(2);
    pairs.close();
  }

  @Test
  void publishAll_oneSendAtATime_sendsInOrder() {
    Bench alone = Bench.of(Caps.unordered());
    try (Publisher single =
        alone.publisher(o -> o.withBatch(4, 1 << 20, LINGER).withParallelSends(1))) {
      single.publishAll(ten());
    }
    assertThat(alone.sent().batches())
        .containsExactly(
            List.of("m0", "m1", "m2", "m3"), List.of("m4", "m5", "m6", "m7"), List.of("m8", "m9"));
  }

  @Test
  void publishAll_interruptedSideBySide_endsWhatItSendsItselfAndWaitsForTheRest() {
    bench.sent().hold("m0", "m4");
    var call = Bench.waiting(() -> publisher.publishAll(ten()));
    bench.sent().awaitBatches(3);
    call.thread().interrupt();
    assertThat(call.result().toCompletableFuture()).isNotDone();
    bench.sent().confirm("m4");
    assertThat(codes(Await.result(call.result())))
        .containsExactly(
            "m0 CANCELLED",
            "m1 CANCELLED",
            "m2 CANCELLED",
            "m3 CANCELLED",
            "m4 sent",
            "m5 sent",
            "m6 sent",
            "m7 sent",
            "m8 sent",
            "m9 sent");
  }

  @Test
  void publishAll_interruptedWhileOthersWaitForRoom_beginsNoMore() {
    Bench held = Bench.of(Caps.unordered());
    try (Publisher pairs =
        held.publisher(o -> o.withBatch(1, 1 << 20, LINGER).withParallelSends(2))) {
      held.sent().hold("m0", "m1", "m2", "m3");
      List<Message> four = ten().subList(0, 4);
      var call = Bench.waiting(() -> pairs.publishAll(four));
      held.sent().awaitBatches(2);
      call.thread().interrupt();
      Await.until("the end of its own batch", () -> held.sent().underWay() == 1);
      Await.until("a wait", () -> call.thread().getState() == Thread.State.WAITING);
      assertThat(call.result().toCompletableFuture()).isNotDone();
      held.sent().confirm("m1");
      assertThat(codes(Await.result(call.result())))
          .containsExactly("m0 CANCELLED", "m1 sent", "m2 CANCELLED", "m3 CANCELLED");
      assertThat(held.sent().storedIds()).containsExactly("m1");
    }
  }

  @Test
  void publishAll_interruptedWhenItsOwnIsSent_waitsForWhatIsUnderWay() {
    Bench held = Bench.of(Caps.unordered());
    try (Publisher pairs =
        held.publisher(o -> o.withBatch(1, 1 << 20, LINGER).withParallelSends(2))) {
      held.sent().hold("m0", "m1", "m2");
      var call = Bench.waiting(() -> pairs.publishAll(ten()));
      held.sent().confirm("m0");
      held.sent().awaitBatches(3);
      call.thread().interrupt();
      assertThat(call.result().toCompletableFuture()).isNotDone();
      held.sent().confirm("m1", "m2");
      assertThat(codes(Await.result(call.result())))
          .hasSize(10)
          .startsWith("m0 sent", "m1 sent", "m2 sent")
          .filteredOn(fate -> fate.endsWith("sent"))
          .hasSameSizeAs(held.sent().storedIds());
    }
  }

  @Test
  void publishAll_interruptedBefore_givesNothingAway() {
    bench.sent().hold("m0", "m4", "m8");
    var call =
        Bench.waiting(
            () -> {
              Thread.currentThread().interrupt();
              return publisher.publishAll(ten());
            });
    assertThat(codes(Await.result(call.result()))).allMatch(fate -> fate.endsWith("CANCELLED"));
    assertThat(bench.sent().batches()).isEmpty();
  }

  @Test
  void publishAll_bytes_boundABatchAsWell() {
    Message large = Message.builder(Body.of(new byte[60_000])).id("large").build();
    Bench small = Bench.of(Caps.unordered());
    try (Publisher bounded = small.publisher(o -> o.withBatch(10, 100_000, LINGER))) {
      bounded.publishAll(List.of(message("1"), large.withId("2"), large.withId("3"), message("4")));
    }
    assertThat(small.sent().batches())
        .containsExactlyInAnyOrder(List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  void publishAll_someRefused_theOthersAreSent() {
    bench.sent().refuse("b1", reason);
    BatchResult result = publisher.publishAll(all("a1", "b1", "c1"));
    assertThat(codes(result)).containsExactly("a1 sent", "b1 UNAVAILABLE", "c1 sent");
    assertThat(result.allSent()).isFalse();
    assertThat(result.failures()).containsExactly(Fate.failed("b1", reason));
    assertThat(result.fates().get(0).receipt()).isEqualTo(new PublishReceipt("a1", "broker-a1"));
  }

  @Test
  void publishAll_sameKey_goesOneAfterAnother() {
    publisher.publishAll(all("a1", "a2", "b1", "a3"));
    assertThat(bench.sent().batches())
        .containsExactly(List.of("a1", "b1"), List.of("a2"), List.of("a3"));
  }

  @Test
  void publishAll_longLine_needsNoMoreBatchesThanItsLength() {
    List<Message> messages =
        Stream.concat(
                Stream.of("b1", "c1", "d1", "e1", "f1", "g1", "h1"),
                Stream.of("a1", "a2", "a3", "a4"))
            .map(Bench::keyed)
            .toList();
    assertThat(publisher.publishAll(messages).allSent()).isTrue();
    assertThat(bench.sent().batches()).hasSize(4);
    assertThat(bench.sent().storedIds().stream().filter(id -> id.startsWith("a")))
        .containsExactly("a1", "a2", "a3", "a4");
  }

  @Test
  void publishAll_oneOfAKeyFails_laterOnesOfItsKeyAreNotSent() {
    bench.sent().refuse("a2", reason);
    BatchResult result = publisher.publishAll(all("a1", "b1", "a2", "a3", "b2", "a4"));
    assertThat(codes(result))
        .containsExactly(
            "a1 sent",
            "b1 sent",
            "a2 UNAVAILABLE",
            "a3 FAILED_PRECONDITION",
            "b2 sent",
            "a4 FAILED_PRECONDITION");
    assertThat(bench.sent().storedIds()).containsExactlyInAnyOrder("a1", "b1", "b2");
  }

  @Test
  void publishAll_oneBeyondALimit_sendsNone() {
    Message late = message("2").toBuilder().delay(Duration.ofDays(1)).build();
    assertThatThrownBy(() -> publisher.publishAll(List.of(message("1"), late)))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    assertThat(bench.sent().batches()).isEmpty();
  }

  @Test
  void publishAll_oneOfALaterBatchBeyondALimit_sendsNone() {
    Message late = message("5").toBuilder().delay(Duration.ofDays(1)).build();
    List<Message> messages =
        List.of(message("1"), message("2"), message("3"), message("4"), late, message("6"));
    assertThatThrownBy(() -> publisher.publishAll(messages)).isInstanceOf(MessagingException.class);
    assertThat(bench.sent().batches()).isEmpty();
  }

  @Test
  void publishAll_driverThrows_isTheFateOfThatBatchOnly() {
    bench.sent().breakWith(reason);
    BatchResult result = publisher.publishAll(all("a1", "b1"));
    assertThat(codes(result)).containsExactly("a1 UNAVAILABLE", "b1 UNAVAILABLE");
    bench.sent().breakWith(null);
    assertThat(publisher.publishAll(all("a1", "b1")).allSent()).isTrue();
  }

  @Test
  void publishAll_aTurnDoesNotCome_failsThatKeyOnly() {
    bench.sent().hold("a1");
    publisher.submit(keyed("a1"));
    bench.clock().advance(LINGER);
    bench.sent().awaitBatches(1);
    var call = Bench.waiting(() -> publisher.publishAll(all("a2", "b1", "a3", "b2")));
    bench.clock().advance(MAX_BLOCK);
    assertThat(codes(Await.result(call.result())))
        .containsExactly("a2 DEADLINE_EXCEEDED", "b1 sent", "a3 FAILED_PRECONDITION", "b2 sent");
    bench.sent().confirm("a1");
  }

  @Test
  void publishAll_interruptedHalfway_keepsTheFatesThatAreKnown() {
    bench.sent().hold("a2");
    var call = Bench.waiting(() -> publisher.publishAll(all("a1", "a2", "a3")));
    bench.sent().awaitBatches(2);
    call.thread().interrupt();
    assertThat(codes(Await.result(call.result())))
        .containsExactly("a1 sent", "a2 CANCELLED", "a3 FAILED_PRECONDITION");
  }

  @Test
  void publishAll_twoThreadsWithCrossingKeys_neverWaitForEachOther() {
    var there = Bench.waiting(() -> publisher.publishAll(all("a1", "b1", "c1", "d1", "e1", "f1")));
    BatchResult back = publisher.publishAll(all("f2", "e2", "d2", "c2", "b2", "a2"));
    assertThat(back.allSent()).isTrue();
    assertThat(Await.result(there.result()).allSent()).isTrue();
  }
}
