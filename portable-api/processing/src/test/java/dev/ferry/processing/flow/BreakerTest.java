package dev.ferry.processing.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BreakerTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(1);

  private final Breaker breaker = new Breaker(3, FIRST, LONGEST);

  @Test
  void failuresBelowTheThreshold_slowNothing() {
    fail(2);

    assertThat(breaker.open()).isFalse();
    assertThat(breaker.nextWait()).isEqualTo(Duration.ZERO);
  }

  @Test
  void failuresInARow_doubleTheWaitFromPollToPoll_upToTheLongest() {
    fail(3);

    assertThat(breaker.open()).isTrue();
    assertThat(Stream.generate(breaker::nextWait).limit(6))
        .containsExactly(
            FIRST,
            FIRST.multipliedBy(2),
            FIRST.multipliedBy(4),
            FIRST.multipliedBy(8),
            LONGEST,
            LONGEST);
  }

  @Test
  void oneSuccess_endsIt_andTheNextTimeBeginsAnew() {
    fail(3);
    breaker.nextWait();
    breaker.nextWait();
    breaker.succeeded();

    assertThat(breaker.open()).isFalse();
    fail(2);
    assertThat(breaker.open()).isFalse();
    fail(1);
    assertThat(breaker.nextWait()).isEqualTo(FIRST);
  }

  @Test
  void pollsWhileItIsClosed_doNotCount() {
    breaker.nextWait();
    breaker.nextWait();
    fail(3);

    assertThat(breaker.nextWait()).isEqualTo(FIRST);
  }

  @Test
  void longOutage_neverWaitsLongerThanTheLongest() {
    fail(100);

    assertThat(Stream.generate(breaker::nextWait).limit(100))
        .allMatch(wait -> !wait.isNegative() && wait.compareTo(LONGEST) <= 0)
        .endsWith(LONGEST);
  }

  @Test
  void thresholdOfZero_neverOpens() {
    Breaker never = new Breaker(0, FIRST, LONGEST);
    never.failed();

    assertThat(never.open()).isFalse();
    assertThat(never.nextWait()).isEqualTo(Duration.ZERO);
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      breaker.failed();
    }
  }
}
