package dev.ferry.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.OutboundMessage;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.operations.RedriveResult.Stopped;
import dev.ferry.processing.deadletter.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How fast a run goes, and when it stops. */
class RunLimitsTest {
  private final Desk desk = new Desk();
  private final RedriveRequest.Builder request = RedriveRequest.builder();

  private void fill(int letters) {
    for (int i = 0; i < letters; i++) {
      desk.dead("order-" + i);
    }
  }

  private RedriveResult run() {
    return desk.letters().redrive(request.build());
  }

  private Duration elapsed() {
    return Duration.between(Desk.BEGAN, desk.clock.instant());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 5, 20})
  void redrive_rate_isKeptInEverySecond(double perSecond) {
    fill(40);
    List<Instant> sent = new ArrayList<>();
    desk.broker.beforeSend = message -> sent.add(desk.clock.instant());

    run(request.messagesPerSecond(perSecond));

    assertThat(sent).hasSize(40);
    for (int i = 0; i < sent.size(); i++) {
      Instant end = sent.get(i).plusSeconds(10);
      long inTenSeconds = sent.stream().skip(i).filter(each -> each.isBefore(end)).count();
      assertThat((double) inTenSeconds)
          .isLessThanOrEqualTo(10 * perSecond + Math.max(1, perSecond));
    }
    double expected = (40 - Math.max(1, perSecond)) / perSecond;
    assertThat(elapsed().toMillis() / 1000.0).isBetween(expected - 0.01, expected + 3);
  }

  private RedriveResult run(RedriveRequest.Builder asked) {
    return desk.letters().redrive(asked.build());
  }

  @Test
  void redrive_noRate_doesNotWait() {
    fill(300);

    assertThat(run(request.messagesPerSecond(0)).redriven()).isEqualTo(300);
    assertThat(desk.pauses).isEmpty();
  }

  @Test
  void redrive_skippedLetters_doNotUseUpTheRate() {
    fill(50);

    run(request.messagesPerSecond(1).filter(letter -> false));

    assertThat(elapsed()).isZero();
  }

  @Test
  void redrive_maxMessages_countsCopies_andReleasesTheRest() {
    fill(25);

    RedriveResult result = run(request.maxMessages(12));

    assertThat(result.redriven()).isEqualTo(12);
    assertThat(result.stopped()).isEqualTo(Stopped.MAX_MESSAGES);
    assertThat(desk.broker.free("dlq")).isEqualTo(13);
    assertThat(desk.broker.queue("orders")).hasSize(12);
  }

  @Test
  void redrive_cancelled_stopsBeforeTheNextLetter_andReleasesTheRest() {
    fill(10);

    RedriveResult result = run(request.cancelWhen(() -> desk.broker.queue("orders").size() >= 3));

    assertThat(result.redriven()).isEqualTo(3);
    assertThat(result.stopped()).isEqualTo(Stopped.CANCELLED);
    assertThat(desk.broker.free("dlq")).isEqualTo(7);
  }

  @Test
  void redrive_cancelledInALongWait_stopsWithinASecond() {
    fill(2);
    Instant third = Desk.BEGAN.plusSeconds(3);

    RedriveResult result =
        run(
            request
                .messagesPerSecond(0.001)
                .cancelWhen(() -> !desk.clock.instant().isBefore(third)));

    assertThat(result.stopped()).isEqualTo(Stopped.CANCELLED);
    assertThat(elapsed()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void redrive_interrupted_stops_andKeepsTheInterrupt() {
    fill(3);

    RedriveResult result =
        run(request.progress((letter, fate) -> Thread.currentThread().interrupt()));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.redriven()).isEqualTo(1);
    assertThat(result.stopped()).isEqualTo(Stopped.CANCELLED);
  }

  @Test
  void redrive_interruptedWhileItWaits_stops_andKeepsTheInterrupt() {
    fill(20);
    DeadLetters impatient =
        desk.builder("dlq")
            .pause(
                duration -> {
                  throw new InterruptedException();
                })
            .build();

    RedriveResult result = impatient.redrive(request.messagesPerSecond(2).build());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.redriven()).isEqualTo(2);
    assertThat(result.stopped()).isEqualTo(Stopped.CANCELLED);
  }

  @Test
  void redrive_brokerFails_waitsLongerEachTime_andGivesUp() {
    fill(1);
    desk.broker.beforeSend =
        message -> {
          throw Desk.unavailable();
        };

    RedriveResult result = run();

    assertThat(result.stopped()).isEqualTo(Stopped.ERRORS);
    assertThat(result.failed()).isEqualTo(8);
    assertThat(result.failure()).hasMessageContaining("try again later");
    assertThat(elapsed())
        .isEqualTo(Duration.ofMillis(500 + 1000 + 2000 + 4000 + 8000 + 16000 + 30000));
    assertThat(desk.broker.free("dlq")).isEqualTo(1);
  }

  @Test
  void redrive_errorsBetweenSuccesses_doNotAddUp() {
    fill(30);
    int[] sends = {0};
    desk.broker.beforeSend =
        message -> {
          if (sends[0]++ % 2 == 0) {
            throw Desk.unavailable();
          }
        };

    RedriveResult result = run();

    assertThat(result.redriven()).isEqualTo(30);
    assertThat(result.failed()).isEqualTo(30);
  }

  @Test
  void redrive_receiveFails_isTriedAgain() {
    fill(1);
    int[] receives = {0};
    desk.broker.beforeReceive =
        queue -> {
          if (receives[0]++ < 3) {
            throw Desk.unavailable();
          }
        };

    assertThat(run().redriven()).isEqualTo(1);
    assertThat(elapsed()).isEqualTo(Duration.ofMillis(500 + 1000 + 2000));
  }

  @Test
  void redrive_whatWillNotPass_stopsAtOnce() {
    fill(1);
    desk.broker.beforeReceive =
        queue -> {
          throw new MessagingException(ErrorCode.NOT_FOUND, false, "receive from 'dlq'");
        };

    RedriveResult result = run();

    assertThat(result.stopped()).isEqualTo(Stopped.ERRORS);
    assertThat(result.failure()).isNotNull();
    assertThat(elapsed()).isZero();
  }

  @Test
  void redrive_acksKeepFailing_givesUp() {
    fill(30);
    desk.broker.beforeSettle = RedriveTest.failing(Settlement.Ack.class, Integer.MAX_VALUE);

    RedriveResult result = run();

    assertThat(result.stopped()).isEqualTo(Stopped.ERRORS);
    assertThat(result.redriven()).isLessThanOrEqualTo(8);
  }

  /** A handler that fails at once: what reaches it is a dead letter of the next round. */
  private void failAgain() {
    desk.broker.beforeSend =
        message -> {
          Consumer<OutboundMessage> hook = desk.broker.beforeSend;
          desk.broker.beforeSend = sent -> {};
          desk.dead(message.messageId(), 2, Reason.ATTEMPTS_EXHAUSTED);
          desk.broker.beforeSend = hook;
        };
  }

  @Test
  void redrive_failuresComeBack_stops_andSendsNoneTwice() {
    fill(40);
    failAgain();

    RedriveResult result = run(request.stopAfterReturns(5));

    assertThat(result.stopped()).isEqualTo(Stopped.FAILURES_CAME_BACK);
    assertThat(result.returned()).isEqualTo(5);
    assertThat(result.redriven()).isEqualTo(40);
    assertThat(desk.lives("orders")).doesNotHaveDuplicates();
    assertThat(desk.broker.free("dlq")).isEqualTo(40);
  }

  @Test
  void redrive_fewComeBack_areLeftForAnotherRun() {
    fill(4);
    failAgain();

    RedriveResult result = run();

    assertThat(result.stopped()).isEqualTo(Stopped.NOTHING_LEFT);
    assertThat(result.redriven()).isEqualTo(4);
    assertThat(result.returned()).isEqualTo(4);
    assertThat(desk.lives("dlq")).containsOnly("order-0@2", "order-1@2", "order-2@2", "order-3@2");
  }

  @Test
  void redrive_laterRoundThatWasThereBefore_isNoFailureThatCameBack() {
    desk.dead("a", 1, Reason.ATTEMPTS_EXHAUSTED);
    for (int i = 0; i < 15; i++) {
      desk.dead("between-" + i);
    }
    desk.dead("a", 2, Reason.ATTEMPTS_EXHAUSTED);
    desk.clock.advance(Duration.ofMinutes(5));

    RedriveResult result = run();

    assertThat(result.returned()).isZero();
    assertThat(desk.lives("orders")).contains("a@1", "a@2");
    assertThat(desk.messages("dlq")).isEmpty();
  }

  @Test
  void redrive_theCallersCheckSaysThatTheHandlerFails_stops() {
    fill(10);

    RedriveResult result =
        run(request.stopWhenFailing(() -> desk.broker.queue("orders").size() == 4));

    assertThat(result.redriven()).isEqualTo(4);
    assertThat(result.stopped()).isEqualTo(Stopped.FAILURES_CAME_BACK);
    assertThat(desk.broker.free("dlq")).isEqualTo(6);
  }

  @Test
  void redrive_leavesMoreThanItCanTellApart_stops() {
    fill(30);
    DeadLetters forgetful = desk.builder("dlq").memory(12).build();

    RedriveResult result = forgetful.redrive(request.filter(letter -> false).build());

    assertThat(result.stopped()).isEqualTo(Stopped.TOO_MANY_LEFT);
    assertThat(desk.broker.free("dlq")).isEqualTo(30);
  }

  @Test
  void request_smallestNumbers_areTaken() {
    RedriveRequest least = request.messagesPerSecond(0).maxMessages(1).stopAfterReturns(1).build();

    fill(2);
    assertThat(desk.letters().redrive(least).redriven()).isEqualTo(1);
  }

  @Test
  void request_numberOutsideItsRange_isRefused() {
    assertThatThrownBy(() -> request.messagesPerSecond(-1).build())
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("messagesPerSecond -1.0");
    assertThatThrownBy(() -> RedriveRequest.builder().messagesPerSecond(Double.NaN).build())
        .isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> RedriveRequest.builder().maxMessages(0).build())
        .isInstanceOf(MessagingException.class);
    assertThatThrownBy(() -> RedriveRequest.builder().stopAfterReturns(0).build())
        .isInstanceOf(MessagingException.class);
  }
}
