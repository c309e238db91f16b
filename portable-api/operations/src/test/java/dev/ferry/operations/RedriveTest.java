package dev.ferry.operations;

import static dev.ferry.operations.DeadLetterFilter.handler;
import static dev.ferry.operations.DeadLetterFilter.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Capabilities.Peek;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.History;
import dev.ferry.messaging.Hop;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.operations.RedriveResult.Stopped;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.simulation.SimulatedCrash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of each letter, and that none is lost. */
class RedriveTest {
  private final Desk desk = new Desk();

  @Test
  void redrive_sendsTheMessageBackInItsNextRound_withItsHistoryAndWithoutItsEnvelope() {
    desk.dead("a", 1, Reason.ATTEMPTS_EXHAUSTED);

    RedriveResult result = desk.letters().redrive(RedriveRequest.all());

    assertThat(result)
        .isEqualTo(new RedriveResult(1, 0, 0, 0, 0, 0, 0, 0, Stopped.NOTHING_LEFT, null));
    Message back = desk.messages("orders").get(0);
    assertThat(back.id()).isEqualTo("a");
    assertThat(back.body().utf8()).isEqualTo("body of a");
    assertThat(back.attributes()).containsExactly(Map.entry("tenant", "acme"));
    assertThat(back.timestamp()).isEqualTo(Desk.BEGAN);
    assertThat(back.history()).isEqualTo(new History(1, 5, Desk.BEGAN, "mem:orders"));
    assertThat(back.notes()).isEmpty();
    assertThat(desk.messages("dlq")).isEmpty();
  }

  @Test
  void redrive_keepsNotesThatAreNoEnvelope() {
    Message letter = desk.letter("a", 1, Reason.REJECTED, "payment", new RuntimeException());
    Map<String, String> notes = new TreeMap<>(letter.notes());
    notes.put("claim", "blob-1");
    desk.dead("dlq", letter.withNotes(notes));

    desk.letters().redrive(RedriveRequest.all());

    assertThat(desk.messages("orders").get(0).notes())
        .containsExactly(Map.entry("claim", "blob-1"));
  }

  @Test
  void redrive_nativeLetter_beginsTheRoundAfterItsOwn() {
    desk.nativelyDead("a", 0);
    desk.nativelyDead("b", 2);

    desk.letters().redrive(RedriveRequest.all());

    assertThat(desk.lives("orders")).containsExactly("a@1", "b@3");
  }

  @Test
  void redrive_foreignLetter_givesItAnIdForGood() {
    desk.foreign("dlq", Map.of("tenant", "acme"));
    String id = desk.broker.queue("dlq").get(0).brokerId;

    desk.letters().redrive(RedriveRequest.all());

    assertThat(desk.lives("orders")).containsExactly(id + "@1");
  }

  @Test
  void redrive_filtered_movesWhatIsMeant_andLeavesTheRestFree() {
    desk.dead("a");
    desk.dead("b");
    desk.dead("c");

    RedriveResult result = desk.letters().redrive(RedriveRequest.of(id("b")));

    assertThat(result.redriven()).isEqualTo(1);
    assertThat(result.skipped()).isEqualTo(2);
    assertThat(desk.lives("orders")).containsExactly("b@1");
    assertThat(desk.lives("dlq")).containsExactly("a@1", "c@1");
    assertThat(desk.broker.free("dlq")).isEqualTo(2);
  }

  @Test
  void redrive_whatIsMeantLiesBehindManyThatAreNot_isReached_andEachOfThemIsSeenOnce() {
    for (int i = 0; i < 35; i++) {
      desk.dead("other-" + i);
    }
    desk.dead("wanted");

    RedriveResult result = desk.letters().redrive(RedriveRequest.of(id("wanted")));

    assertThat(result.redriven()).isEqualTo(1);
    assertThat(desk.broker.queue("dlq")).hasSize(35).allMatch(each -> each.deliveries == 1);
    assertThat(desk.broker.free("dlq")).isEqualTo(35);
  }

  @Test
  void redrive_anotherHandlersLetter_isLeft_evenWhenForced() {
    desk.dead("a", 1, Reason.REJECTED, "audit", new RuntimeException());

    RedriveResult result =
        desk.letters().redrive(RedriveRequest.builder().filter(handler("audit")).forced().build());

    assertThat(result.skipped()).isEqualTo(1);
    assertThat(desk.lives("dlq")).containsExactly("a@1");
  }

  @Test
  void redrive_crashBetweenSendAndAck_sendsTheSameCopyAgain() {
    desk.dead("a");
    List<String> deduplicationIds = new ArrayList<>();
    desk.broker.beforeSend = message -> deduplicationIds.add(message.deduplicationId());
    desk.broker.beforeSettle =
        settlement -> {
          throw new SimulatedCrash("before ack");
        };
    assertThatThrownBy(() -> desk.letters().redrive(RedriveRequest.all()))
        .isInstanceOf(SimulatedCrash.class);

    desk.broker.beforeSettle = settlement -> {};
    desk.clock.advance(MemoryBroker.LEASE);
    desk.letters().redrive(RedriveRequest.all());

    assertThat(desk.lives("orders")).containsExactly("a@1", "a@1");
    assertThat(deduplicationIds).hasSize(2).containsOnly(deduplicationIds.get(0));
    assertThat(desk.messages("dlq")).isEmpty();
  }

  @Test
  void redrive_nativeLetterSentAgain_hasTheSameDeduplicationId_howeverOftenItWasLookedAt() {
    desk.nativelyDead("a", 0);
    List<String> deduplicationIds = new ArrayList<>();
    desk.broker.beforeSend = message -> deduplicationIds.add(message.deduplicationId());
    desk.broker.beforeSettle = failing(Settlement.Ack.class, 1);

    RedriveResult result = desk.letters().redrive(RedriveRequest.of(id("a")));
    assertThat(result.failure()).isNotNull();
    desk.clock.advance(MemoryBroker.LEASE);
    desk.letters().redrive(RedriveRequest.all());

    assertThat(deduplicationIds).hasSize(2).containsOnly(deduplicationIds.get(0));
  }

  @Test
  void redrive_deduplicationId_isOfTheHopTheRoundAndItsAttempts() {
    desk.dead("a", 2, Reason.ATTEMPTS_EXHAUSTED);

    desk.letters().redrive(RedriveRequest.all());

    assertThat(desk.broker.queue("orders").get(0).message.deduplicationId())
        .isEqualTo(Hop.REDRIVE.deduplicationId("a", 2, 5));
  }

  @Test
  void redrive_nextRound_hasAnotherDeduplicationId() {
    List<String> deduplicationIds = new ArrayList<>();
    desk.dead("a", 1, Reason.ATTEMPTS_EXHAUSTED);
    desk.broker.beforeSend = message -> deduplicationIds.add(message.deduplicationId());
    desk.letters().redrive(RedriveRequest.all());
    desk.broker.beforeSend = message -> {};
    desk.dead("a", 2, Reason.ATTEMPTS_EXHAUSTED);
    desk.broker.beforeSend = message -> deduplicationIds.add(message.deduplicationId());
    desk.letters().redrive(RedriveRequest.all());

    assertThat(deduplicationIds).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void redrive_sendFails_releasesAndNeverAcknowledges_andTriesAgain() {
    desk.dead("a");
    desk.dead("b");
    int[] sends = {0};
    List<Settlement> beforeTheFirstCopy = new ArrayList<>();
    desk.broker.beforeSettle =
        settlement -> {
          if (desk.broker.queue("orders").isEmpty()) {
            beforeTheFirstCopy.add(settlement);
          }
        };
    desk.broker.beforeSend =
        message -> {
          if (sends[0]++ < 2) {
            throw Desk.unavailable();
          }
        };

    RedriveResult result = desk.letters().redrive(RedriveRequest.all());

    assertThat(beforeTheFirstCopy).hasSize(4).allMatch(each -> each instanceof Settlement.Nack);
    assertThat(result.redriven()).isEqualTo(2);
    assertThat(result.failed()).isEqualTo(2);
    assertThat(result.failure()).isNotNull();
    assertThat(desk.lives("orders")).containsExactly("a@1", "b@1");
    assertThat(desk.messages("dlq")).isEmpty();
  }

  @Test
  void redrive_leaseRunsOutBeforeTheAck_theLetterComesAgain_andIsFolded() {
    desk.dead("a");
    desk.dead("b");
    int[] acks = {0};
    desk.broker.beforeSettle =
        settlement -> {
          if (settlement instanceof Settlement.Ack && acks[0]++ == 0) {
            desk.clock.advance(MemoryBroker.LEASE);
          }
        };

    RedriveResult result = desk.letters().redrive(RedriveRequest.all());

    assertThat(result.redriven()).isEqualTo(2);
    assertThat(result.folded()).isEqualTo(1);
    assertThat(result.stopped()).isEqualTo(Stopped.NOTHING_LEFT);
    assertThat(desk.lives("orders")).containsExactly("a@1", "b@1");
    assertThat(desk.messages("dlq")).isEmpty();
  }

  @Test
  void redrive_tooLargeForItsQueue_stays_andDoesNotStopTheOthers() {
    desk.dead("large");
    desk.dead("small");
    desk.broker.beforeSend =
        message -> {
          if (message.messageId().equals("large")) {
            throw MessagingException.invalid("publish 'large': too large");
          }
        };

    RedriveResult result = desk.letters().redrive(RedriveRequest.all());

    assertThat(result.redriven()).isEqualTo(1);
    assertThat(result.failed()).isEqualTo(1);
    assertThat(result.stopped()).isEqualTo(Stopped.NOTHING_LEFT);
    assertThat(result.failure()).hasMessageContaining("too large");
    assertThat(desk.lives("dlq")).containsExactly("large@1");
    assertThat(desk.broker.free("dlq")).isEqualTo(1);
  }

  @Test
  void redrive_copiesOfOneMessage_theHighestRoundWins() {
    desk.dead("a", 1, Reason.ATTEMPTS_EXHAUSTED);
    desk.dead("b", 1, Reason.ATTEMPTS_EXHAUSTED);
    desk.dead("a", 2, Reason.ATTEMPTS_EXHAUSTED);
    desk.dead("a", 2, Reason.ATTEMPTS_EXHAUSTED);

    RedriveResult result = desk.letters().redrive(RedriveRequest.all());

    assertThat(desk.lives("orders")).containsExactly("a@2", "b@1");
    assertThat(result.folded()).isEqualTo(2);
    assertThat(desk.messages("dlq")).isEmpty();
  }

  @Test
  void redrive_higherCopyCannotBeSent_theLowerOneIsNotTakenForDone() {
    desk.dead("a", 1, Reason.ATTEMPTS_EXHAUSTED);
    desk.dead("a", 2, Reason.ATTEMPTS_EXHAUSTED);
    desk.broker.beforeSend =
        message -> {
          throw new MessagingException(ErrorCode.PERMISSION_DENIED, false, "send to 'orders'");
        };

    RedriveResult result = desk.letters().redrive(RedriveRequest.all());

    assertThat(result.folded()).isZero();
    assertThat(result.stopped()).isEqualTo(Stopped.ERRORS);
    assertThat(desk.lives("dlq")).containsExactly("a@1", "a@2");
  }

  @Test
  void redrive_twoQueues_foldsAcrossThem() {
    desk.dead("a", 2, Reason.ATTEMPTS_EXHAUSTED);
    Message lower = desk.letter("a", 1, Reason.REJECTED, "payment", new RuntimeException());
    desk.dead("native-dlq", lower);
    DeadLetters both =
        desk.builder("dlq").from(desk.messaging.subscription("mem:native-dlq")).build();

    RedriveResult result = both.redrive(RedriveRequest.all());

    assertThat(result.redriven()).isEqualTo(1);
    assertThat(result.folded()).isEqualTo(1);
    assertThat(desk.lives("orders")).containsExactly("a@2");
    assertThat(desk.messages("native-dlq")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Peek.class)
  void redrive_dryRun_saysWhatItWouldDo_andChangesNothing(Peek peek) {
    Desk looked = new Desk(peek);
    looked.dead("a", 1, Reason.ATTEMPTS_EXHAUSTED);
    looked.dead("a", 1, Reason.ATTEMPTS_EXHAUSTED);
    looked.dead("b", 9, Reason.ATTEMPTS_EXHAUSTED);
    looked.dead("c", 1, Reason.REJECTED, "audit", new RuntimeException());
    List<Settlement> settled = new ArrayList<>();
    looked.broker.beforeSettle = settled::add;
    List<OutboundMessage> sent = new ArrayList<>();
    looked.broker.beforeSend = sent::add;
    List<Fate> fates = new ArrayList<>();

    RedriveResult result =
        looked
            .letters()
            .redrive(
                RedriveRequest.builder()
                    .dryRun()
                    .progress((letter, fate) -> fates.add(fate))
                    .build());

    assertThat(result)
        .isEqualTo(new RedriveResult(1, 1, 0, 1, 0, 1, 0, 0, Stopped.NOTHING_LEFT, null));
    assertThat(fates).containsExactly(Fate.REDRIVEN, Fate.FOLDED, Fate.PARKED, Fate.SKIPPED);
    assertThat(sent).isEmpty();
    assertThat(settled).noneMatch(each -> each instanceof Settlement.Ack);
    assertThat(looked.broker.free("dlq")).isEqualTo(4);
    assertThat(looked.broker.queue("dlq"))
        .allMatch(each -> each.deliveries == (peek == Peek.NATIVE ? 0 : 1));
    assertThat(looked.pauses).isEmpty();
  }

  @Test
  void redrive_listenerThatThrows_changesNothing() {
    desk.dead("a");

    RedriveResult result =
        desk.letters()
            .redrive(
                RedriveRequest.builder()
                    .progress(
                        (letter, fate) -> {
                          throw new IllegalStateException("of the listener");
                        })
                    .build());

    assertThat(result.redriven()).isEqualTo(1);
    assertThat(desk.messages("dlq")).isEmpty();
  }

  @Test
  void redrive_withoutAQueue_saysWhatToDo() {
    DeadLetters readOnly =
        DeadLetters.builder().from(desk.messaging.subscription("mem:dlq")).build();

    assertThatThrownBy(() -> readOnly.redrive(RedriveRequest.all()))
        .hasMessage(
            "INVALID_ARGUMENT: redrive dead letters of 'mem:dlq': no queue to send them to;"
                + " name the handler's with redriveTo");
  }

  /** Fails the first settlements of a kind as a broker does that cannot be reached. */
  static Consumer<Settlement> failing(Class<? extends Settlement> kind, int times) {
    int[] left = {times};
    return settlement -> {
      if (kind.isInstance(settlement) && left[0]-- > 0) {
        throw Desk.unavailable();
      }
    };
  }
}
