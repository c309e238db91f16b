package dev.ferry.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryTest {

  private static Retry retry(int attempts, long initial, double multiplier, long max) {
    return new Retry(
        attempts,
        Duration.ofMillis(initial),
        multiplier,
        Duration.ofMillis(max),
        Jitter.NONE,
        0,
        Duration.ZERO,
        RedeliveryDelay.BROKER,
        Duration.ofDays(1));
  }

  @Test
  void totalBackoff_ofTheDefaults_isUnderNineMinutes() {
    assertThat(retry(10, 1000, 2, 300_000).totalBackoff()).isEqualTo(Duration.ofSeconds(511));
  }

  @Property
  void backoff_neverShrinksAndNeverExceedsItsCap(
      @ForAll @IntRange(min = 1, max = 989) int attempt,
      @ForAll @LongRange(max = 43_200_000) long initial,
      @ForAll @DoubleRange(min = 1, max = 10) double multiplier,
      @ForAll @LongRange(max = 604_800_000) long max) {
    Retry retry = retry(990, initial, multiplier, max);

    assertThat(retry.backoff(attempt))
        .isBetween(Duration.ZERO, Duration.ofMillis(max))
        .isLessThanOrEqualTo(retry.backoff(attempt + 1));
  }
}
