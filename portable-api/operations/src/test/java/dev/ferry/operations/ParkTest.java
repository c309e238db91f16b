package dev.ferry.operations;

import static dev.ferry.operations.DeadLetterFilter.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.History;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.processing.deadletter.Envelope;
import dev.ferry.processing.deadletter.Reason;
import dev.ferry.processing.deadletter.RedrivePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes back no more, and how it goes back all the same. */
class ParkTest {
  private final Desk desk = new Desk();

  private DeadLetters parked() {
    return desk.builder("park").build();
  }

  @Test
  void redrive_afterThePolicysRounds_parks_withTheEnvelope() {
    desk.dead("third", 3, Reason.ATTEMPTS_EXHAUSTED);
    desk.dead("fourth", 4, Reason.ATTEMPTS_EXHAUSTED);

    RedriveResult result = desk.letters().redrive(RedriveRequest.all());

    assertThat(result.redriven()).isEqualTo(1);
    assertThat(result.parked()).isEqualTo(1);
    assertThat(result.moved()).isEqualTo(2);
    assertThat(desk.lives("orders")).containsExactly("third@3");
    assertThat(desk.lives("park")).containsExactly("fourth@4");
    Message parked = desk.messages("park").get(0);
    assertThat(Envelope.read(parked)).get().extracting(Envelope::handler).isEqualTo("payment");
    assertThat(parked.history().attempts()).isEqualTo(20);
    assertThat(desk.messages("dlq")).isEmpty();
  }

  @Test
  void redrive_noRoundsAllowed_parksTheFirst() {
    desk.dead("a");
    DeadLetters never =
        desk.builder("dlq")
            .parkTo(desk.messaging.publisher("mem:park"))
            .policy(new RedrivePolicy(0))
            .build();

    assertThat(never.redrive(RedriveRequest.all()).parked()).isEqualTo(1);
  }

  @Test
  void redrive_noParkQueue_keepsTheLetterWhereItIs() {
    desk.dead("a", 4, Reason.ATTEMPTS_EXHAUSTED);

    RedriveResult result = desk.builder("dlq").build().redrive(RedriveRequest.all());

    assertThat(result.kept()).isEqualTo(1);
    assertThat(result.moved()).isZero();
    assertThat(desk.broker.free("dlq")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"OLDER_THAN_RECORD", "MALFORMED_METADATA"})
  void redrive_whatMayNotRunAgain_isParked_unlessForced(Reason reason) {
    desk.dead("a", 1, reason);
    desk.dead("b", 1, reason);

    assertThat(desk.letters().redrive(RedriveRequest.of(id("a"))).parked()).isEqualTo(1);
    RedriveResult forced =
        desk.letters().redrive(RedriveRequest.builder().filter(id("b")).forced().build());

    assertThat(forced.redriven()).isEqualTo(1);
    assertThat(desk.lives("park")).containsExactly("a@1");
    assertThat(desk.lives("orders")).containsExactly("b@1");
  }

  @Test
  void redrive_forced_makesWhatWasTooOldYoung_andNothingElse() {
    desk.dead("older", 1, Reason.OLDER_THAN_RECORD);
    desk.dead("expired", 1, Reason.EXPIRED);
    desk.dead("other", 1, Reason.REJECTED);
    desk.clock.advance(Duration.ofDays(1));

    desk.letters().redrive(RedriveRequest.builder().forced().build());

    assertThat(desk.messages("orders"))
        .extracting(Message::timestamp)
        .containsExactly(desk.clock.instant(), desk.clock.instant(), Desk.BEGAN);
  }

  @Test
  void redrive_notForced_leavesTheTimeOfAnExpiredMessage() {
    desk.dead("expired", 1, Reason.EXPIRED);
    desk.clock.advance(Duration.ofDays(1));

    desk.letters().redrive(RedriveRequest.all());

    assertThat(desk.messages("orders").get(0).timestamp()).isEqualTo(Desk.BEGAN);
  }

  @Test
  void redrive_fromTheParkQueue_forced_beginsTheRoundThatWasParked() {
    desk.dead("a", 4, Reason.ATTEMPTS_EXHAUSTED);
    desk.letters().redrive(RedriveRequest.all());

    RedriveResult unforced = parked().redrive(RedriveRequest.all());
    RedriveResult forced = parked().redrive(RedriveRequest.builder().forced().build());

    assertThat(unforced.kept()).isEqualTo(1);
    assertThat(forced.redriven()).isEqualTo(1);
    assertThat(desk.lives("orders")).containsExactly("a@4");
    assertThat(desk.messages("orders").get(0).notes()).isEmpty();
    assertThat(desk.messages("park")).isEmpty();
  }

  @Test
  void park_movesWhatIsMeant() {
    desk.dead("a");
    desk.dead("b");
    List<String> deduplicationIds = new ArrayList<>();
    desk.broker.beforeSend = message -> deduplicationIds.add(message.deduplicationId());

    RedriveResult result = desk.letters().park(RedriveRequest.of(id("a")));
    desk.letters().redrive(RedriveRequest.all());

    assertThat(result.parked()).isEqualTo(1);
    assertThat(desk.lives("park")).containsExactly("a@1");
    assertThat(desk.lives("orders")).containsExactly("b@1");
    assertThat(deduplicationIds).doesNotHaveDuplicates();
  }

  @Test
  void park_nativeLetter_getsItsEnvelopeAndRound_andKeepsBoth() {
    desk.nativelyDead("a", 0);

    desk.letters().park(RedriveRequest.all());

    DeadLetter parked = parked().peek(DeadLetterFilter.all(), 1).letters().get(0);
    assertThat(parked.is(Reason.NATIVE)).isTrue();
    assertThat(parked.round()).isEqualTo(1);
    assertThat(desk.messages("park").get(0).history()).isEqualTo(new History(1, 0, null, null));
  }

  @Test
  void park_littleRoom_takesAsMuchOfTheEnvelopeAsFits() {
    desk.foreign("dlq", Map.of("filler", "x".repeat(9_700)));
    desk.foreign("dlq", Map.of("filler", "x".repeat(9_850)));
    List<OutboundMessage> sent = new ArrayList<>();
    desk.broker.beforeSend = sent::add;

    desk.letters().park(RedriveRequest.all());

    assertThat(sent).hasSize(2);
    assertThat(desk.messages("park").get(0).notes()).containsKeys("dl.reason", "dl.first");
    assertThat(desk.messages("park").get(1).notes()).doesNotContainKey("dl.first");
  }

  @Test
  void park_withoutAParkQueue_saysWhatToDo() {
    assertThatThrownBy(() -> desk.builder("dlq").build().park(RedriveRequest.all()))
        .hasMessage(
            "INVALID_ARGUMENT: park dead letters of 'mem:dlq': no park queue;"
                + " name one with parkTo");
  }
}
