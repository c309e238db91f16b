package dev.ferry.operations;

import static dev.ferry.operations.DeadLetterFilter.all;
import static dev.ferry.operations.DeadLetterFilter.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Capabilities.Peek;
import dev.ferry.messaging.MessagingException;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Listing and peeking, where the broker can and where it cannot. */
class LookTest {
  private final Desk desk = new Desk();

  @ParameterizedTest
  @EnumSource(Peek.class)
  void list_countsEachMessageOnce_asTheHighestRound(Peek peek) {
    Desk either = new Desk(peek);
    either.dead("a", 2, Reason.REJECTED);
    either.clock.advance(Duration.ofMinutes(1));
    either.dead("a", 1, Reason.ATTEMPTS_EXHAUSTED);
    either.dead("b", 1, Reason.ATTEMPTS_EXHAUSTED);
    either.clock.advance(Duration.ofMinutes(1));
    either.nativelyDead("c", 0);

    DeadLetterSummary summary = either.letters().list();

    assertThat(summary.letters()).isEqualTo(4);
    assertThat(summary.distinct()).isEqualTo(3);
    assertThat(summary.byReason())
        .containsExactly(
            Map.entry("ATTEMPTS_EXHAUSTED", 1L),
            Map.entry("NATIVE", 1L),
            Map.entry("REJECTED", 1L));
    assertThat(summary.byHandler()).containsExactly(Map.entry("", 1L), Map.entry("payment", 2L));
    assertThat(summary.oldest()).isEqualTo(Desk.BEGAN);
    assertThat(summary.newest()).isEqualTo(Desk.BEGAN.plusSeconds(120));
    assertThat(summary.complete()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Peek.class)
  void list_nothing_isEmpty(Peek peek) {
    DeadLetterSummary summary = new Desk(peek).letters().list();

    assertThat(summary.letters()).isZero();
    assertThat(summary.oldest()).isNull();
    assertThat(summary.complete()).isTrue();
  }

  @Test
  void list_whereTheBrokerCanPeek_countsNoDelivery() {
    desk.dead("a");

    assertThat(desk.letters().list().deliveriesCounted()).isFalse();
    assertThat(desk.broker.queue("dlq").get(0).deliveries).isZero();
  }

  @Test
  void list_whereItCannot_countsOneDeliveryOfEach_andReleasesThem() {
    Desk leasing = new Desk(Peek.RECEIVE_AND_RELEASE);
    for (int i = 0; i < 25; i++) {
      leasing.dead("order-" + i);
    }

    DeadLetterSummary summary = leasing.letters().list();

    assertThat(summary.letters()).isEqualTo(25);
    assertThat(summary.deliveriesCounted()).isTrue();
    assertThat(leasing.broker.queue("dlq")).allMatch(each -> each.deliveries == 1);
    assertThat(leasing.broker.free("dlq")).isEqualTo(25);
  }

  @Test
  void list_leasesRunOutWhileLooking_endsAllTheSame_andCountsEachOnce() {
    Desk leasing = new Desk(Peek.RECEIVE_AND_RELEASE);
    for (int i = 0; i < 25; i++) {
      leasing.dead("order-" + i);
    }
    leasing.broker.beforeReceive = queue -> leasing.clock.advance(MemoryBroker.LEASE.dividedBy(2));

    DeadLetterSummary summary = leasing.letters().list();

    assertThat(summary.letters()).isEqualTo(25);
    assertThat(leasing.broker.free("dlq")).isEqualTo(25);
  }

  @Test
  void list_leasesAreOverAtOnce_endsWhenNothingNewComes() {
    Desk leasing = new Desk(Peek.RECEIVE_AND_RELEASE);
    for (int i = 0; i < 8; i++) {
      leasing.dead("order-" + i);
    }
    leasing.broker.beforeReceive = queue -> leasing.clock.advance(Duration.ofDays(1));

    assertThat(leasing.letters().list().letters()).isEqualTo(8);
    assertThat(leasing.broker.queue("dlq")).allMatch(each -> each.deliveries <= 3);
  }

  @Test
  void list_ofVeryMany_releasesTheFirstThousand_andLetsTheLeasesOfTheOthersRunOut() {
    Desk leasing = new Desk(Peek.RECEIVE_AND_RELEASE);
    for (int i = 0; i < 1_025; i++) {
      leasing.foreign("dlq", Map.of());
    }

    assertThat(leasing.letters().list().letters()).isEqualTo(1_025);

    assertThat(leasing.broker.free("dlq")).isEqualTo(1_000);
    leasing.clock.advance(MemoryBroker.LEASE);
    assertThat(leasing.broker.free("dlq")).isEqualTo(1_025);
  }

  @Test
  void list_asManyAsItCanTellApart_isComplete() {
    desk.dead("a");

    assertThat(desk.builder("dlq").memory(1).build().list().complete()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(Peek.class)
  void list_moreThanItCanTellApart_saysSo(Peek peek) {
    Desk either = new Desk(peek);
    for (int i = 0; i < 25; i++) {
      either.dead("order-" + i);
    }

    DeadLetterSummary summary = either.builder("dlq").memory(10).build().list();

    assertThat(summary.distinct()).isEqualTo(10);
    assertThat(summary.complete()).isFalse();
    assertThat(either.broker.free("dlq")).isEqualTo(25);
  }

  @Test
  void list_handlersThatShareAQueue_eachHaveTheirCopy() {
    desk.dead("a", 1, Reason.REJECTED, "payment", new RuntimeException());
    desk.dead("a", 1, Reason.REJECTED, "audit", new RuntimeException());
    DeadLetters anybodys =
        DeadLetters.builder().from(desk.messaging.subscription("mem:dlq")).build();

    assertThat(anybodys.list().distinct()).isEqualTo(2);
  }

  @Test
  void list_twoQueues_areOne() {
    desk.dead("a");
    desk.dead("other", desk.letter("b", 1, Reason.REJECTED, "payment", new RuntimeException()));
    DeadLetters both = desk.builder("dlq").from(desk.messaging.subscription("mem:other")).build();

    assertThat(both.list().distinct()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Peek.class)
  void peek_showsWhatIsMeant_atMostMax_andReleases(Peek peek) {
    Desk either = new Desk(peek);
    for (int i = 0; i < 25; i++) {
      either.dead("order-" + i);
    }

    PeekResult three = either.letters().peek(all(), 3);
    PeekResult one = either.letters().peek(id("order-24"), 3);

    assertThat(three.letters())
        .extracting(DeadLetter::id)
        .containsExactly("order-0", "order-1", "order-2");
    assertThat(one.letters()).hasSize(1);
    assertThat(one.deliveriesCounted()).isEqualTo(peek == Peek.RECEIVE_AND_RELEASE);
    assertThat(either.broker.free("dlq")).isEqualTo(25);
  }

  @Test
  void peekWithMessages_showsBodies() {
    desk.dead("a");

    DeadLetter letter = desk.letters().peekWithMessages(all(), 1).letters().get(0);

    assertThat(letter.message())
        .isNotNull()
        .satisfies(message -> assertThat(message.body().utf8()).isEqualTo("body of a"));
  }

  @Test
  void peek_noneAsked_isRefused() {
    assertThatThrownBy(() -> desk.letters().peek(all(), 0))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("peek at dead letters of 'mem:dlq'");
  }

  @Test
  void build_withoutAQueue_saysWhatToDo() {
    assertThatThrownBy(() -> DeadLetters.builder().build())
        .hasMessageContaining("no queue that holds them; add one with from");
  }

  @Test
  void build_toItself_isRefused() {
    assertThatThrownBy(() -> desk.builder("orders").build())
        .hasMessageContaining("'mem:orders': they would be sent to where they are");
    assertThatThrownBy(
            () -> desk.builder("park").parkTo(desk.messaging.publisher("mem:park")).build())
        .hasMessageContaining("'mem:park'");
  }

  @Test
  void build_numberOutsideItsRange_isRefused() {
    assertThatThrownBy(() -> desk.builder("dlq").memory(0).build())
        .isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> desk.builder("dlq").emptyAfter(Duration.ofSeconds(-1)).build())
        .isInstanceOf(MessagingException.class);
  }
}
