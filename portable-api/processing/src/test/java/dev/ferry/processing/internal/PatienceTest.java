package dev.ferry.processing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final VirtualClock clock = VirtualClock.create();
  private final Timeline timeline = Timeline.of(clock, clock.scheduler());
  private final List<Duration> pauses = new ArrayList<>();
  private int asks;

  @Test
  void answer_isGivenAtOnce() {
    assertThat(patience(Duration.ofSeconds(2)).ask(failing(0, unavailable()))).isEqualTo("answer");
    assertThat(pauses).isEmpty();
  }

  @Test
  void noAnswer_isAskedForAgain_eachPauseTwiceAsLong() {
    assertThat(patience(Duration.ofSeconds(2)).ask(failing(3, unavailable()))).isEqualTo("answer");
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(20), Duration.ofMillis(40), Duration.ofMillis(80));
  }

  @Test
  void limit_isNotWaitedBeyond() {
    MessagingException last = unavailable();

    assertThatThrownBy(() -> patience(Duration.ofMillis(60)).ask(failing(100, last)))
        .isSameAs(last);
    assertThat(pauses).containsExactly(Duration.ofMillis(20), Duration.ofMillis(40));
    assertThat(asks).isEqualTo(3);
  }

  @Test
  void firstAnswerThatTakesLongerThanTheLimit_isAskedForAgain_whereItMatters() {
    Patience patience = patience(Duration.ofSeconds(2));
    Supplier<String> slow = slow(failing(1, unavailable()));

    assertThat(patience.askTwice(slow, Instant.MAX)).isEqualTo("answer");
    assertThat(asks).isEqualTo(2);
    asks = 0;
    assertThatThrownBy(() -> patience.ask(slow)).isInstanceOf(MessagingException.class);
    assertThat(asks).isEqualTo(1);
  }

  @Test
  void secondAnswerThatDoesNotComeInTime_isTheLastWaitedFor() {
    MessagingException last = unavailable();

    assertThatThrownBy(
            () -> patience(Duration.ofSeconds(2)).askTwice(slow(failing(100, last)), Instant.MAX))
        .isSameAs(last);
    assertThat(asks).isEqualTo(2);
  }

  @Test
  void secondAnswerForWhichThereIsNoTime_isNotAskedFor() {
    Duration two = Duration.ofSeconds(10).plus(Duration.ofMillis(20).multipliedBy(2));
    Instant latest = clock.instant().plus(two);

    assertThatThrownBy(
            () ->
                patience(Duration.ofSeconds(2))
                    .askTwice(slow(failing(1, unavailable())), latest.minusNanos(1)))
        .isInstanceOf(MessagingException.class);
    assertThat(asks).isEqualTo(1);
    asks = 0;
    assertThat(
            patience(Duration.ofSeconds(2))
                .askTwice(slow(failing(1, unavailable())), clock.instant().plus(two)))
        .isEqualTo("answer");
  }

  @Test
  void asks_areNoMoreThanEight_howeverLongTheLimit() {
    assertThatThrownBy(() -> patience(Duration.ofHours(1)).ask(failing(100, unavailable())))
        .isInstanceOf(MessagingException.class);
    assertThat(asks).isEqualTo(8);
  }

  @Test
  void refusal_isNotAskedAgain() {
    MessagingException refused = MessagingException.invalid("no");

    assertThatThrownBy(() -> patience(Duration.ofSeconds(2)).ask(failing(100, refused)))
        .isSameAs(refused);
    assertThat(asks).isEqualTo(1);
  }

  @Test
  void exceptionOfTheStoresOwn_isAskedAgain_andThenMapped() {
    IllegalStateException own = new IllegalStateException("connection pool");

    assertThatThrownBy(() -> patience(Duration.ofMillis(20)).ask(failing(100, own)))
        .isInstanceOfSatisfying(
            MessagingException.class,
            mapped -> assertThat(mapped.code()).isEqualTo(ErrorCode.UNKNOWN))
        .hasCause(own);
    assertThat(asks).isEqualTo(2);
  }

  @Test
  void interruptWhileItWaits_endsIt_andIsKept() {
    Patience patience =
        new Patience(
            timeline,
            duration -> {
              throw new InterruptedException();
            },
            Duration.ofSeconds(2));

    assertThatThrownBy(() -> patience.ask(failing(100, unavailable())))
        .isInstanceOfSatisfying(
            MessagingException.class,
            cancelled -> assertThat(cancelled.code()).isEqualTo(ErrorCode.CANCELLED));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatDoesNoHarm_isTriedAndForgotten() {
    patience(Duration.ofMillis(60))
        .tryAsk(
            () -> {
              asks++;
              throw unavailable();
            });

    assertThat(asks).isEqualTo(3);
  }

  private Patience patience(Duration limit) {
    return new Patience(
        timeline,
        duration -> {
          pauses.add(duration);
          clock.advance(duration);
        },
        limit);
  }

  private Supplier<String> slow(Supplier<String> call) {
    return () -> {
      clock.advance(Duration.ofSeconds(5));
      return call.get();
    };
  }

  private Supplier<String> failing(int times, RuntimeException failure) {
    return () -> {
      if (++asks <= times) {
        throw failure;
      }
      return "answer";
    };
  }

  private static MessagingException unavailable() {
    return new MessagingException(ErrorCode.UNAVAILABLE, true, "no answer");
  }
}
