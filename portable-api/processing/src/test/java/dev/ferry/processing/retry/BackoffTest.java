package dev.ferry.processing.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void exponential_growsByItsMultiplierUpToMax() {
    Backoff backoff = Backoff.exponential(SECOND, 3, Duration.ofSeconds(20));

    assertThat(IntStream.rangeClosed(1, 5).mapToObj(backoff::ceiling))
        .containsExactly(
            SECOND,
            Duration.ofSeconds(3),
            Duration.ofSeconds(9),
            Duration.ofSeconds(20),
            Duration.ofSeconds(20));
    assertThat(backoff.jitter()).isEqualTo(Jitter.FULL);
  }

  @Test
  void fixed_isTheSameAfterEveryAttempt() {
    Backoff backoff = Backoff.fixed(SECOND);

    assertThat(backoff.after(1, new SplittableRandom(1))).isEqualTo(SECOND);
    assertThat(backoff.after(1000, new SplittableRandom(1))).isEqualTo(SECOND);
  }

  @Test
  void jitter_reachesBothOfItsEnds() {
    RandomGenerator random = new SplittableRandom(7);
    Duration three = Duration.ofNanos(3);

    assertThat(IntStream.range(0, 200).mapToObj(i -> Jitter.FULL.spread(three, random)).distinct())
        .hasSize(4)
        .contains(Duration.ZERO, three);
    assertThat(IntStream.range(0, 200).mapToObj(i -> Jitter.EQUAL.spread(three, random)).distinct())
        .containsExactlyInAnyOrder(Duration.ofNanos(2), three);
  }

  @Test
  void jitterOfNothing_isNothing() {
    RandomGenerator random = new SplittableRandom(7);

    for (Jitter jitter : Jitter.values()) {
      assertThat(jitter.spread(Duration.ZERO, random)).isEqualTo(Duration.ZERO);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT-0.000000001S, 2, PT1S",
    "PT2S, 2, PT1S",
    "PT1S, 0.999, PT1S",
    "PT1S, 1000.1, PT1S",
    "PT1S, NaN, PT1S",
    "PT1S, 2, PT720H0.000000001S"
  })
  void numbersOutsideTheirRange_areRefused(Duration initial, double multiplier, Duration max) {
    assertThatThrownBy(() -> Backoff.exponential(initial, multiplier, max))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @ParameterizedTest
  @CsvSource({"PT0S, 1, PT0S", "PT1S, 1, PT1S", "PT0S, 1000, PT720H", "PT720H, 2, PT720H"})
  void numbersAtTheEndsOfTheirRange_areTaken(Duration initial, double multiplier, Duration max) {
    Backoff backoff = Backoff.exponential(initial, multiplier, max);

    assertThat(backoff.ceiling(1)).isEqualTo(initial);
    assertThat(backoff.ceiling(Integer.MAX_VALUE)).isBetween(initial, max);
  }
}
